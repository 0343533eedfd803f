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
    kinds: ['VolumeAttributesClass'],
    paths: ['driverName', 'parameters'],
    why: 'It is fixed for a class. Volumes that there are keep what they were given, until their claims name another class.',
    link: 'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/',
  },
  {
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    why: 'It is fixed for a class. Pods that there are keep their priority.',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  },
  {
    kinds: ['RuntimeClass'],
    paths: ['handler'],
    why: 'It is fixed for a class. Pods that there are run on as they do.',
    link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  },
  {
    kinds: ['IngressClass'],
    paths: ['spec.controller'],
    why: 'It is fixed for a class. As long as it is gone, nobody serves its Ingresses.',
    link: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  },
  {
    kinds: ['EndpointSlice'],
    paths: ['addressType'],
    why: 'The family of the addresses is fixed. As long as it is gone, its Service leads to none of them.',
    link: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
  },
  {
    kinds: ['ResourceQuota'],
    paths: ['spec.scopes', 'spec.scopeSelector'],
    why: 'What a quota counts is fixed. As long as it is gone, there is no limit.',
    link: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  },
  {
    kinds: ['ResourceClaimTemplate'],
    paths: ['spec'],
    why: 'It is fixed. Pods that there are keep the devices that they have.',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  },
  {
    kinds: ['Pod'],
    paths: ['spec'],
    but: /^spec\.((init)?[cC]ontainers\[[^\]]*\]\.image|activeDeadlineSeconds|tolerations)\b/,
    why: 'All of a pod is fixed but its images, a deadline, and tolerations that are added. Deleted and made anew, it begins anew.',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
  },
  {
    kinds: ['PersistentVolume'],
    paths: ['spec'],
    but: /^spec\.(capacity|accessModes|persistentVolumeReclaimPolicy|storageClassName|mountOptions|claimRef|volumeAttributesClassName)\b/,
    why: 'Where a volume is, and of which kind, is fixed.',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
    instead: 'leave the volume as it is, and make another one of another name',
  },
  {
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.scope', 'spec.names.kind', 'spec.names.plural', 'spec.group'],
    why: 'It is fixed for a kind, and to delete the definition deletes all objects of the kind.',
    link: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
    instead: 'leave the definition as it is, and make another one beside it',
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
  return madeAnew(change, upgrade, changed, 'The template of a Job is fixed, but for where its pods may run as long as it is suspended '
    + 'and has never begun. Deleted and made anew, it runs once more.',
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
    steps: [step(Phase.MAKE_WAY, `kubectl delete ${called(change.before)}`, 'it is gone', 'apply the old manifests'), apply(cluster.apply)],
  }];
}

function left(changed: Change['fields'], why: string, link: string, instead: string): Verdict[] {
  if (changed.length === 0) return [];
  return [{
    effect: 'refused',
    fields: changed,
    why,
    link,
    steps: [byHand(Phase.BEFORE, instead, 'it is in the new manifests', 'write it again')],
  }];
}

function elastic(spec: unknown): boolean {
  const { completionMode, completions, parallelism } = fields(spec);
  return completionMode === 'Indexed' && completions === parallelism;
}
