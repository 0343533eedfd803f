import { Judge } from '../judge';
import { adopt, ADOPTS_ALL } from '../ways/adopt';

/**
 * From which minor version on a field of a StatefulSet may be changed. Those that are not here, never.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go
 */
const SINCE: Readonly<Record<string, number>> = {
  replicas: 0,
  template: 0,
  updateStrategy: 0,
  persistentVolumeClaimRetentionPolicy: 23,
  minReadySeconds: 23,
  ordinals: 26,
  revisionHistoryLimit: 33,
};

/** Who judges the others. */
const ELSEWHERE = ['serviceName', 'selector', 'volumeClaimTemplates'];

/** What of a StatefulSet cannot be changed, but means nothing to the pods that there are. */
export const fixedFields: Judge = {
  name: 'fixed-fields',
  kinds: ['StatefulSet'],
  kept(change, { cluster }) {
    const fields = change.fields.filter(({ path }) => {
      const [, name = ''] = /^spec\.([A-Za-z]+)/.exec(path) ?? [];
      return name !== '' && !ELSEWHERE.includes(name) && (SINCE[name] ?? Infinity) > cluster.minor;
    });
    if (fields.length === 0) return [];
    const later = fields.map(({ path }) => SINCE[path.split('.')[1]!]).find(since => since !== undefined);
    const when = later === undefined
      ? 'No version of Kubernetes allows this change'
      : `Kubernetes allows this change from 1.${later} on, and this is 1.${cluster.minor}`;
    return [{
      effect: 'refused',
      fields,
      why: `${when}. ${ADOPTS_ALL}`,
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
      steps: adopt(change.before, cluster),
    }];
  },
};
