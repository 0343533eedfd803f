import { namesakes } from '../../manifest/neighbours';
import { text } from '../../manifest/reading';
import { Phase, Step } from '../finding';
import { at, Judge } from '../judge';
import { podNames } from '../set';
import { adopt, ADOPTS, restart } from '../ways/adopt';
import { byHand, inNamespace, step, word } from '../ways/steps';

/** The Service that gives the pods their names is fixed, and a running pod keeps the name that it was made with. */
export const governingService: Judge = {
  name: 'governing-service',
  kinds: ['StatefulSet'],
  kept(change, { cluster, before, after }) {
    const fields = at(change, 'spec.serviceName');
    if (fields.length === 0) return [];
    const [old, now] = [change.before, change.after].map(each => text(each.spec?.serviceName, ''));
    const rolls = at(change, 'spec.template').length > 0;
    const pods = podNames(change.after);
    const goes = namesakes(change.before, 'Service', old, before).length > 0 && namesakes(change.after, 'Service', old, after).length === 0;
    const missing: Step[] = now === '' || namesakes(change.after, 'Service', now, after).length > 0 ? []
      : [byHand(Phase.BEFORE, `add the Service ${now}: without it no pod has a DNS name`, 'it is in the new manifests', 'remove it again')];
    const where = inNamespace(change.object);
    return [{
      effect: 'refused',
      fields,
      why: `The serviceName of a StatefulSet cannot be changed. ${ADOPTS}, but each pod keeps its name under '${old}' until it is `
        + `restarted. A changed serviceName alone restarts no pod${rolls ? '; here the change of the template does' : ''}. `
        + 'After the restart, all clients of the pods, and the pods themselves, must use the new names.',
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
      steps: [
        ...missing,
        ...adopt(change.before, cluster),
        ...pods.length === 0 || now === '' ? [] : restart(change.after, `each pod resolves under '${now}': ${pods[0]}.${now}`, rolls),
        ...goes ? [step(
          Phase.CLEAN_UP,
          `kubectl delete service ${word(old!)}${where} --ignore-not-found`,
          'nobody uses the old names any more',
          'apply the old Service again',
        )] : [],
      ],
    }];
  },
};
