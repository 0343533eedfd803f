import { fields } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { Change, Upgrade } from '../upgrade';
import { apply, called, step } from '../ways/steps';

interface Fixed {
  readonly kinds: readonly string[];
  readonly paths: readonly string[];
  readonly link: string;
  readonly why: string;
  /** Whether they are fixed in this case; always, if it does not say. */
  readonly when?: (change: Change) => boolean;
}

/** What may be changed in the template of a Job that is suspended, and has never begun. */
const SCHEDULING = [
  'spec.template.metadata.annotations', 'spec.template.metadata.labels', 'spec.template.spec.nodeSelector', 'spec.template.spec.affinity',
  'spec.template.spec.tolerations', 'spec.template.spec.schedulingGates',
];
const JOB = [
  'spec.selector', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.backoffLimitPerIndex', 'spec.successPolicy', 'spec.managedBy',
  'spec.manualSelector',
  'spec.podReplacementPolicy',
];

const FIXED: readonly Fixed[] = [
  {
    kinds: ['ConfigMap', 'Secret'],
    paths: ['data', 'binaryData', 'immutable'],
    when: ({ before }) => before.immutable === true,
    why: 'It is immutable, and cannot be made mutable again. Pods that run keep what they have read; one that starts while it is gone '
      + 'waits for it.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
  },
  {
    kinds: ['Secret'],
    paths: ['type'],
    why: 'The type of a Secret is fixed.',
    link: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    why: 'The role of a binding is fixed. Its subjects have no such rights in between.',
    link: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example',
  },
  {
    kinds: ['Job'],
    paths: JOB,
    why: 'It is fixed for a Job. Deleted and made anew, it runs once more.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  },
  {
    kinds: ['Job'],
    paths: ['spec.completions'],
    when: ({ after }) => !elastic(after.spec),
    why: 'How often a Job must succeed is fixed, but where it is Indexed and parallelism is changed to the same number. Deleted and made '
      + 'anew, it runs once more.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#elastic-indexed-jobs',
  },
  {
    kinds: ['StorageClass'],
    paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    why: 'It is fixed for a class. Volumes that there are keep what they were made with.',
    link: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  },
  {
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    why: 'It is fixed for a class. Pods that there are keep their priority.',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  },
];

/** What cannot be changed, in other kinds than StatefulSets, Services and claims. */
export const fixedObjects: Judge = {
  name: 'fixed-objects',
  kinds: ['ConfigMap', 'Secret', 'RoleBinding', 'ClusterRoleBinding', 'Job', 'StorageClass', 'PriorityClass'],
  kept(change, upgrade) {
    return [
      ...FIXED.filter(({ kinds, when }) => kinds.includes(change.object.kind) && (when?.(change) ?? true))
        .flatMap(({ paths, why, link }) => madeAnew(change, upgrade, at(change, ...paths), why, link)),
      ...jobTemplate(change, upgrade),
    ];
  },
};

function jobTemplate(change: Change, upgrade: Upgrade): Verdict[] {
  if (change.object.kind !== 'Job') return [];
  const waits = change.before.spec?.suspend === true;
  const changed = at(change, 'spec.template').filter(({ path }) => !waits || !SCHEDULING.some(free => path.startsWith(free)));
  return madeAnew(change, upgrade, changed, 'The template of a Job is fixed, but for where its pods may run as long as it is suspended '
    + 'and has never begun. Deleted and made anew, it runs once more.',
  'https://kubernetes.io/docs/concepts/workloads/controllers/job/#mutable-scheduling-directives');
}

function madeAnew(change: Change, { cluster }: Upgrade, changed: Change['fields'], why: string, link: string): Verdict[] {
  if (changed.length === 0) return [];
  return [{
    effect: 'refused',
    fields: changed,
    why,
    link,
    steps: [step(Phase.MAKE_WAY, `kubectl delete ${called(change.before)}`, 'it is gone', 'apply the old manifests'), apply(cluster.apply)],
  }];
}

function elastic(spec: unknown): boolean {
  const { completionMode, completions, parallelism } = fields(spec);
  return completionMode === 'Indexed' && completions === parallelism;
}
