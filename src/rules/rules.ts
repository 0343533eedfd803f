import { budgetAmounts } from './budget/budget-amounts';
import { budgetLetsNodesDrain } from './budget/budget-lets-nodes-drain';
import { budgetSaysOneThing } from './budget/budget-says-one-thing';
import { budgetSelects } from './budget/budget-selects';
import { NEWEST, OLDEST } from './kubernetes';
import { labels } from './object/labels';
import { containerPortNumbers } from './pod/container-port-numbers';
import { containerPorts } from './pod/container-ports';
import { containers } from './pod/containers';
import { hostUsers } from './pod/host-users';
import { memoryRequested } from './pod/memory-requested';
import { podSecurity } from './pod/pod-security';
import { probePorts } from './pod/probe-ports';
import { probes } from './pod/probes';
import { resourceLimits } from './pod/resource-limits';
import { sidecars } from './pod/sidecars';
import { volumeMounts } from './pod/volume-mounts';
import { Finding, Rule } from './rule';
import { headlessAddress } from './service/headless-address';
import { headlessHasNoOutside } from './service/headless-has-no-outside';
import { headlessIgnores } from './service/headless-ignores';
import { headlessType } from './service/headless-type';
import { ipFamilies } from './service/ip-families';
import { outsideLetIn } from './service/outside-let-in';
import { portsNamed } from './service/ports-named';
import { serviceName } from './service/service-name';
import { servicePortNames } from './service/service-port-names';
import { servicePortNumbers } from './service/service-port-numbers';
import { servicePorts } from './service/service-ports';
import { claimHidesVolume } from './stateful-set/claim-hides-volume';
import { claimTemplates } from './stateful-set/claim-templates';
import { claimsMounted } from './stateful-set/claims-mounted';
import { counts } from './stateful-set/counts';
import { governingService } from './stateful-set/governing-service';
import { partitionReachesPods } from './stateful-set/partition-reaches-pods';
import { podIdentity } from './stateful-set/pod-identity';
import { podNames } from './stateful-set/pod-names';
import { policies } from './stateful-set/policies';
import { Manifest } from '../manifest/manifest';
import { selectorMatchesPods } from './stateful-set/selector-matches-pods';
import { statefulSetName } from './stateful-set/stateful-set-name';

/** Every rule that holds for anybody's manifests. */
export const RULES: readonly Rule[] = [
  labels,
  serviceName, servicePorts, servicePortNames, servicePortNumbers, outsideLetIn, ipFamilies, portsNamed,
  headlessType, headlessAddress, headlessHasNoOutside, headlessIgnores,
  statefulSetName, podNames, selectorMatchesPods, governingService, counts, policies, partitionReachesPods,
  claimTemplates, claimsMounted, claimHidesVolume, volumeMounts,
  containers, containerPorts, containerPortNumbers, sidecars, hostUsers,
  probes, probePorts, resourceLimits, memoryRequested, podIdentity, podSecurity,
  budgetSaysOneThing, budgetAmounts, budgetSelects, budgetLetsNodesDrain,
];

/** What rules have to say about one manifest, applied together with others to a Kubernetes of that minor version. */
export function findings(rules: readonly Rule[], manifest: Manifest, among: readonly Manifest[], kubernetes = NEWEST): Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const { kinds, since = OLDEST, until = NEWEST } = rule;
    if (!kinds.includes(manifest.kind) || kubernetes < since || kubernetes > until) continue;
    rule.check(manifest, complaint => found.push({ rule, manifest, complaint }), among, kubernetes);
  }
  return found;
}
