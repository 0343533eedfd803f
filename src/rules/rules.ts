import { budgetAmounts } from './budget/budget-amounts';
import { budgetKeepsMajority } from './budget/budget-keeps-majority';
import { budgetLetsNodesDrain } from './budget/budget-lets-nodes-drain';
import { budgetName } from './budget/budget-name';
import { budgetSaysOneThing } from './budget/budget-says-one-thing';
import { budgetSelects } from './budget/budget-selects';
import { claimName } from './claim/claim-name';
import { claimSpec } from './claim/claim-spec';
import { annotations } from './object/annotations';
import { apiVersion } from './object/api-version';
import { droppedFields } from './object/dropped-fields';
import { fieldTypes } from './object/field-types';
import { finalizers } from './object/finalizers';
import { generation } from './object/generation';
import { knownFields } from './object/known-fields';
import { labelSelectors } from './object/label-selectors';
import { labels } from './object/labels';
import { namespaceName } from './object/namespace-name';
import { numbers } from './object/numbers';
import { owners } from './object/owners';
import { required } from './object/required';
import { spelling } from './object/spelling';
import { words } from './object/words';
import { containers } from './pod/containers/containers';
import { environment } from './pod/containers/environment';
import { ephemeralContainers } from './pod/containers/ephemeral-containers';
import { imageNames } from './pod/containers/image-names';
import { initContainers } from './pod/containers/init-containers';
import { downwardFields } from './pod/downward-fields';
import { handlers } from './pod/lifecycle/handlers';
import { noDeadline } from './pod/lifecycle/no-deadline';
import { probePorts } from './pod/lifecycle/probe-ports';
import { probes } from './pod/lifecycle/probes';
import { restartPolicy } from './pod/lifecycle/restart-policy';
import { restartRules } from './pod/lifecycle/restart-rules';
import { sleeps } from './pod/lifecycle/sleeps';
import { containerPortNumbers } from './pod/network/container-port-numbers';
import { containerPorts } from './pod/network/container-ports';
import { hostPorts } from './pod/network/host-ports';
import { hostnameOverride } from './pod/network/hostname-override';
import { resolvers } from './pod/network/resolvers';
import { podAnnotations } from './pod/pod-annotations';
import { podName } from './pod/pod-name';
import { references } from './pod/references';
import { memoryRequested } from './pod/resources/memory-requested';
import { podResources } from './pod/resources/pod-resources';
import { resizing } from './pod/resources/resizing';
import { resourceClaims } from './pod/resources/resource-claims';
import { resourceLimits } from './pod/resources/resource-limits';
import { matchedLabelKeys } from './pod/scheduling/matched-label-keys';
import { nodeSelection } from './pod/scheduling/node-selection';
import { schedulingGates } from './pod/scheduling/scheduling-gates';
import { spreading } from './pod/scheduling/spreading';
import { tolerations } from './pod/scheduling/tolerations';
import { confinement } from './pod/security/confinement';
import { hostUsers } from './pod/security/host-users';
import { operatingSystem } from './pod/security/operating-system';
import { podSecurity } from './pod/security/pod-security';
import { securityContexts } from './pod/security/security-contexts';
import { sysctls } from './pod/security/sysctls';
import { windowsOptions } from './pod/security/windows-options';
import { projectedCertificates } from './pod/volumes/projected-certificates';
import { projectedFiles } from './pod/volumes/projected-files';
import { volumeDevices } from './pod/volumes/volume-devices';
import { volumeMounts } from './pod/volumes/volume-mounts';
import { volumeSources } from './pod/volumes/volume-sources';
import { Certainty, Finding, forbids, Parts, Rule } from './rule';
import { headlessHasNoOutside } from './service/headless-has-no-outside';
import { headlessIgnores } from './service/headless-ignores';
import { headlessType } from './service/headless-type';
import { ipFamilies } from './service/ip-families';
import { loadBalancers } from './service/load-balancers';
import { nodePorts } from './service/node-ports';
import { outsideLetIn } from './service/outside-let-in';
import { portsNamed } from './service/ports-named';
import { serviceName } from './service/service-name';
import { servicePortNames } from './service/service-port-names';
import { servicePortNumbers } from './service/service-port-numbers';
import { servicePorts } from './service/service-ports';
import { sessionAffinity } from './service/session-affinity';
import { topologyAnnotations } from './service/topology-annotations';
import { trafficPolicies } from './service/traffic-policies';
import { claimHidesVolume } from './stateful-set/claim-hides-volume';
import { claimTemplates } from './stateful-set/claim-templates';
import { claimsMounted } from './stateful-set/claims-mounted';
import { governingService } from './stateful-set/governing-service';
import { partitionReachesPods } from './stateful-set/partition-reaches-pods';
import { podIdentity } from './stateful-set/pod-identity';
import { podNames } from './stateful-set/pod-names';
import { revisionLabel } from './stateful-set/revision-label';
import { selectorMatchesPods } from './stateful-set/selector-matches-pods';
import { statefulSetName } from './stateful-set/stateful-set-name';
import { updateStrategy } from './stateful-set/update-strategy';
import { isForeign } from '../manifest/identity';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';
import { Manifest } from '../manifest/manifest';
import { Places, placesOf } from '../manifest/places';
import { containersOf, podTemplate } from '../manifest/reading';
import { clusterAddresses } from './service/cluster-addresses';
import { externalAddresses } from './service/external-addresses';
import { externalName } from './service/external-name';
import { headlessAddress } from './service/headless-address';
import { appliedOnce } from './together/applied-once';
import { budgetsApart } from './together/budgets-apart';
import { claimsOfOneSet } from './together/claims-of-one-set';
import { membersLetIn } from './together/members-let-in';
import { namesResolved } from './together/names-resolved';
import { podNamesFree } from './together/pod-names-free';
import { servicesDiffer } from './together/services-differ';
import { setsApart } from './together/sets-apart';
import { hiddenParts } from '../manifest/stack';
import { Complaint } from '../naming/refuse';

/** Every rule that holds for anybody's manifests. */
export const RULES: readonly Rule[] = [
  fieldTypes, knownFields, droppedFields, apiVersion, generation, namespaceName, labels, annotations, finalizers,
  owners, labelSelectors, required, words, numbers,
  spelling,
  serviceName, servicePorts, servicePortNames, servicePortNumbers, nodePorts, outsideLetIn, ipFamilies, portsNamed, headlessType,
  headlessAddress, headlessHasNoOutside, headlessIgnores, clusterAddresses, externalName, externalAddresses, loadBalancers,
  trafficPolicies, sessionAffinity, topologyAnnotations,
  statefulSetName, revisionLabel, podNames, selectorMatchesPods, governingService, updateStrategy, partitionReachesPods, claimTemplates,
  claimsMounted, claimHidesVolume, podIdentity,
  claimName, claimSpec,
  podName, containers, imageNames, restartPolicy, restartRules, noDeadline, initContainers, ephemeralContainers,
  containerPorts, containerPortNumbers,
  hostPorts, environment, downwardFields, volumeSources, projectedFiles, projectedCertificates,
  volumeMounts, volumeDevices, handlers, probes, probePorts, sleeps, resourceLimits, podResources, resourceClaims, resizing,
  memoryRequested, hostUsers, hostnameOverride, securityContexts, confinement, sysctls, operatingSystem, windowsOptions,
  nodeSelection, matchedLabelKeys, spreading, tolerations, schedulingGates, resolvers,
  podAnnotations, podSecurity, references,
  budgetName, budgetSaysOneThing, budgetAmounts, budgetSelects, budgetLetsNodesDrain, budgetKeepsMajority,
  appliedOnce, podNamesFree, claimsOfOneSet, servicesDiffer, setsApart, budgetsApart, membersLetIn, namesResolved,
];

/** The first version that looks at the pods and claims of a StatefulSet before they are made. */
const TEMPLATES_SINCE = 34;

const choices = new WeakMap<readonly Rule[], Map<unknown, readonly Rule[]>[]>();

/** What rules have to say about one manifest, applied together with others to a Kubernetes of that minor version. */
export function findings(rules: readonly Rule[], manifest: Manifest, among: readonly Manifest[], kubernetes = NEWEST): Finding[] {
  const asked = askedOf(rules, manifest.kind, kubernetes);
  if (asked.length === 0 || isForeign(manifest)) return [];
  const places = placesOf(manifest, kubernetes);
  // once it is told that something is no text, nobody needs to hear how it is spelled; and what the API server never sees it cannot refuse
  const typed = asked.includes(fieldTypes);
  const told = typed ? places.misfits.map(({ what }) => what) : [];
  const unseen = hiddenParts(places.manifest, places);
  const found: Finding[] = [];
  let rule: Rule;
  const report = (complaint: Complaint, certainty = rule.certainty): void => {
    const passed = rule === fieldTypes || rule === knownFields ? [] : forbids(rule) ? [...told, ...unseen] : told;
    if (passed.some(path => isAtOrIn(complaint.what, path))) return;
    found.push({ rule, manifest, complaint, certainty: certaintyOf(rule, certainty, manifest, complaint.what, kubernetes) });
  };
  const checked = typed ? places.manifest : manifest;
  const parts = partsOf(checked, places);
  for (rule of asked) rule.check(checked, report, among, parts);
  return found;
}

/** Each by its name: what is spread is slower for every rule to read. */
function partsOf(checked: Manifest, { kubernetes, misfits, dropped, written, manifest, every }: Places): Parts {
  const pod = podTemplate(checked);
  return { kubernetes, misfits, dropped, written, manifest, every, pod, containers: containersOf(pod) };
}

/** Those of the rules that are about this kind in this version; they are looked through once. */
function askedOf(rules: readonly Rule[], kind: unknown, kubernetes: number): readonly Rule[] {
  const versions = choices.get(rules) ?? [];
  choices.set(rules, versions);
  const known = versions[kubernetes] ??= new Map();
  const there = known.get(kind);
  if (there !== undefined) return there;
  const asked = rules.filter(({ kinds, since = OLDEST, until = NEWEST }) =>
    kinds.includes(kind as string) && kubernetes >= since && kubernetes <= until);
  known.set(kind, asked);
  return asked;
}

function isAtOrIn(what: string, path: string): boolean {
  return what.startsWith(path) && (what.length === path.length || '.['.includes(what[path.length]!));
}

function certaintyOf(rule: Rule, certainty: Certainty, { kind }: Manifest, what: string, kubernetes: number): Certainty {
  if (certainty === 'never runs' && kind === 'Pod') return 'refused by the API server';
  if (certainty !== 'refused by the API server' || kind !== 'StatefulSet' || rule === fieldTypes || rule === knownFields) return certainty;
  // what claims are labelled with, no version looks at before they are made
  const later = /^spec\.volumeClaimTemplates\[\d+\]\.metadata\.(?!name)/.test(what)
    || (kubernetes < TEMPLATES_SINCE && /^spec\.(volumeClaimTemplates|template\.spec\.(?!restartPolicy|activeDeadlineSeconds))/.test(what));
  return later ? 'never runs' : certainty;
}
