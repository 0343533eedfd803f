import { serverOf } from './engine';
import { text } from '../../manifest/reading';
import { Phase, Step } from '../finding';
import { firstPod, podNames } from '../set';
import { Change } from '../upgrade';
import { inNamespace, step, word } from '../ways/steps';

/** A command of nodetool on one node, the first unless another is named. */
export function nodetool({ before, object }: Change, phase: Phase, command: string, see: string, pod = firstPod(before)): Step {
  const container = word(text(serverOf(before)!.container.name, ''));
  return step(phase, `kubectl exec ${word(pod)}${inNamespace(object)} -c ${container} -- nodetool ${command}`, see,
    command === 'decommission' ? 'not possible once it has begun: let it finish' : 'nothing has changed yet');
}

/** The same on every node, one after another. */
export function nodetoolOnEach(change: Change, phase: Phase, command: string, see: string): Step[] {
  return podNames(change.before).map(pod => nodetool(change, phase, command, see, pod));
}
