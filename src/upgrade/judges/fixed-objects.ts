import { fields } from '../../manifest/reading';
import { FieldChange, Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, called, step } from '../ways/steps';

interface Fixed {
  readonly kinds: readonly string[];
  /** What is fixed, with all that is in it. */
  readonly paths: readonly string[];
  /** What of it is not. */
  readonly but?: RegExp;
  readonly link: string;
  readonly why: string;
  /** Whether they are fixed in this case; always, if it does not say. */
  readonly when?: (change: Change) => boolean;
  /** What to do instead, where to delete it would be worse than what is wanted. */
  readonly instead?: string;
}

/** What may be changed in the template of a Job that is suspended, and has never begun; and from which version on. */
const SCHEDULING: readonly (readonly [path: RegExp, since: number])[] = [
  [/^spec\.template\.metadata\.(annotations|labels)\b/, 0],
  [/^spec\.template\.spec\.(nodeSelector|tolerations|schedulingGates|affinity\.nodeAffinity)\b/, 0],
  [/^spec\.template\.spec\.(init)?[cC]ontainers\[[^\]]*\]\.resources\b/, 36],
];
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  'spec.template.metadata': ['labels', 'annotations'],
  'spec.template.spec.affinity': ['nodeAffinity'],
};
const JOB = [
  'spec.selector', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.backoffLimitPerIndex', 'spec.successPolicy', 'spec.managedBy',
];

const FIXED: readonly Fixed[] = [
  {
    kinds: ['ConfigMap', 'Secret'],
    paths: ['data', 'binaryData', 'immutable'],
    when: ({ before }) => before.immutable === true,
    why: 'It is immutable, and cannot be made mutable again. Running pods keep what they have read. Pods that start before it is '
      + 'recreated wait for it.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
  },
  {
    kinds: ['Secret'],
    paths: ['type'],
    why: 'The type of a Secret cannot be changed.',
    link: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    why: 'The role of a binding cannot be changed. Until the binding is recreated, its subjects do not have these rights.',
    link: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example',
  },
  {
    kinds: ['Job'],
    paths: JOB,
    why: 'This field of a Job cannot be changed. A recreated Job runs once more.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  },
  {
    kinds: ['Job'],
    paths: ['spec.completions'],
    when: ({ after }) => !elastic(after.spec),
    why: 'The completions of a Job can be changed only if it is Indexed, and parallelism is changed to the same number. A recreated Job '
      + 'runs once more.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#elastic-indexed-jobs',
  },
  {
    kinds: ['StorageClass'],
    paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    why: 'This field of a class cannot be changed. Existing volumes keep what they were created with.',
    link: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  },
  {
    kinds: ['VolumeAttributesClass'],
    paths: ['driverName', 'parameters'],
    why: 'This field of a class cannot be changed. Existing volumes keep their attributes until their claims name another class.',
    link: 'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/',
  },
  {
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    why: 'This field of a class cannot be changed. Existing pods keep their priority.',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  },
  {
    kinds: ['RuntimeClass'],
    paths: ['handler'],
    why: 'This field of a class cannot be changed. Existing pods keep running as they do.',
    link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  },
  {
    kinds: ['IngressClass'],
    paths: ['spec.controller'],
    why: 'This field of a class cannot be changed. Until it is recreated, no controller serves its Ingresses.',
    link: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  },
  {
    kinds: ['EndpointSlice'],
    paths: ['addressType'],
    why: 'The family of the addresses cannot be changed. Until the slice is recreated, its Service leads to none of them.',
    link: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
  },
  {
    kinds: ['ResourceQuota'],
    paths: ['spec.scopes', 'spec.scopeSelector'],
    why: 'What a quota counts cannot be changed. Until it is recreated, there is no limit.',
    link: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  },
  {
    kinds: ['ResourceClaimTemplate'],
    paths: ['spec'],
    why: 'It cannot be changed. Existing pods keep their devices.',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  },
  {
    kinds: ['Pod'],
    paths: ['spec'],
    but: /^spec\.((init)?[cC]ontainers\[[^\]]*\]\.image|activeDeadlineSeconds|tolerations)\b/,
    why: 'Only images and activeDeadlineSeconds of a pod can be changed, and tolerations added. A recreated pod starts from the beginning.',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
  },
  {
    kinds: ['PersistentVolume'],
    paths: ['spec'],
    but: /^spec\.(capacity|accessModes|persistentVolumeReclaimPolicy|storageClassName|mountOptions|claimRef|volumeAttributesClassName)\b/,
    why: 'The place and the kind of a volume cannot be changed.',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
    instead: 'keep the volume as it is, and create another one with another name',
  },
  {
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.scope', 'spec.names.kind', 'spec.names.plural', 'spec.group'],
    why: 'This cannot be changed. Deleting the definition deletes all objects of its kind.',
    link: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
    instead: 'keep the definition as it is, and create another one beside it',
  },
];

/** Each of them once. */
const KINDS = [...new Set(FIXED.flatMap(({ kinds }) => kinds))];

/** What cannot be changed, in other kinds than StatefulSets, Services and claims. */
export const fixedObjects: Judge = {
  name: 'fixed-objects',
  kinds: KINDS,
  kept(change, upgrade) {
    return [
      ...FIXED.filter(({ kinds, when }) => kinds.includes(change.object.kind) && (when?.(change) ?? true))
        .flatMap(({ paths, but, why, link, instead }) => {
          const changed = at(change, ...paths).filter(({ path }) => but?.test(path) !== true);
          return instead === undefined ? madeAnew(change, upgrade, changed, why, link) : left(changed, why, link, instead);
        }),
      ...jobTemplate(change, upgrade),
    ];
  },
};

function jobTemplate(change: Change, upgrade: Upgrade): Verdict[] {
  if (change.object.kind !== 'Job') return [];
  const waits = change.before.spec?.suspend === true;
  const changed = at(change, 'spec.template').filter(field => !waits || !schedules(field, upgrade.cluster.minor));
  return madeAnew(change, upgrade, changed, 'The template of a Job cannot be changed, except where its pods may run, and only while it '
    + 'is suspended and has never started. A recreated Job runs once more.',
  'https://kubernetes.io/docs/concepts/workloads/controllers/job/#mutable-scheduling-directives');
}

/** What comes or goes as a whole may have nothing else in it. */
function schedules({ path, before, after }: FieldChange, minor: number): boolean {
  const within = WHOLE[path];
  if (within !== undefined) return [before, after].every(each => Object.keys(fields(each)).every(key => within.includes(key)));
  return SCHEDULING.some(([free, since]) => free.test(path) && minor >= since);
}

function madeAnew(change: Change, { cluster }: Upgrade, changed: Change['fields'], why: string, link: string): Verdict[] {
  if (changed.length === 0) return [];
  return [{
    effect: 'refused',
    fields: changed,
    why,
    link,
    steps: [
      step(Phase.MAKE_WAY, `kubectl delete ${called(change.before)}`, 'it is deleted', 'apply the old manifests'),
      apply(cluster.apply),
    ],
  }];
}

function left(changed: Change['fields'], why: string, link: string, instead: string): Verdict[] {
  if (changed.length === 0) return [];
  return [{
    effect: 'refused',
    fields: changed,
    why,
    link,
    steps: [byHand(Phase.BEFORE, instead, 'it is in the new manifests', 'write the change again')],
  }];
}

function elastic(spec: unknown): boolean {
  const { completionMode, completions, parallelism } = fields(spec);
  return completionMode === 'Indexed' && completions === parallelism;
}
