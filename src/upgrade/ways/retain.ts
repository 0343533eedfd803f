import { called, quoted, step } from './steps';
import { Manifest } from '../../manifest/manifest';
import { Phase, Step } from '../finding';

/**
 * Tells a set to keep its claims, and waits until its controller has heard it: who deletes the set, or lowers its replicas, a moment
 * earlier, still loses them.
 */
export function retain(set: Manifest, when: 'whenDeleted' | 'whenScaled'): Step {
  const policy = quoted(JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy: { [when]: 'Retain' } } }));
  const generations = "-o jsonpath='{.metadata.generation}={.status.observedGeneration}'";
  return step(
    Phase.BEFORE,
    `kubectl patch ${called(set)} --type=merge -p ${policy} && until kubectl get ${called(set)} ${generations} `
      + "| grep -qE '^([0-9]+)=\\1$'; do sleep 1; done",
    'no claim has an owner: kubectl get pvc -o yaml',
    'apply the old manifests',
  );
}
