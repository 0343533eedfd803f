import { budgetLetsNodesDrain } from './budget-lets-nodes-drain';
import { budgetSaysOneThing } from './budget-says-one-thing';
import { budgetSelects } from './budget-selects';
import { claimHidesVolume } from './claim-hides-volume';
import { claimTemplates } from './claim-templates';
import { claimsMounted } from './claims-mounted';
import { containerPorts } from './container-ports';
import { containers } from './containers';
import { counts } from './counts';
import { governingService } from './governing-service';
import { headlessAddress } from './headless-address';
import { headlessHasNoOutside } from './headless-has-no-outside';
import { headlessIgnores } from './headless-ignores';
import { headlessType } from './headless-type';
import { ipFamilies } from './ip-families';
import { serviceLabels, statefulSetLabels } from './labels';
import { memoryRequested } from './memory-requested';
import { partitionReachesPods } from './partition-reaches-pods';
import { podIdentity } from './pod-identity';
import { podNames } from './pod-names';
import { podSecurity } from './pod-security';
import { policies } from './policies';
import { portsNamed } from './ports-named';
import { probePorts } from './probe-ports';
import { probes } from './probes';
import { resourceLimits } from './resource-limits';
import { Finding, Manifest, Rule } from './rule';
import { selectorMatchesPods } from './selector-matches-pods';
import { serviceName } from './service-name';
import { servicePortNames } from './service-port-names';
import { servicePorts } from './service-ports';
import { statefulSetName } from './stateful-set-name';
import { volumeMounts } from './volume-mounts';

/** Every rule that holds for anybody's manifests. */
export const RULES: readonly Rule[] = [
  serviceName, serviceLabels, servicePorts, servicePortNames, ipFamilies, portsNamed,
  headlessType, headlessAddress, headlessHasNoOutside, headlessIgnores,
  statefulSetName, statefulSetLabels, podNames, selectorMatchesPods, governingService, counts, policies, partitionReachesPods,
  claimTemplates, claimsMounted, claimHidesVolume, volumeMounts,
  containers, containerPorts, probes, probePorts, resourceLimits, memoryRequested, podIdentity, podSecurity,
  budgetSaysOneThing, budgetSelects, budgetLetsNodesDrain,
];

/** What rules have to say about one manifest, applied together with others. */
export function findings(rules: readonly Rule[], manifest: Manifest, among: readonly Manifest[]): Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.kind === manifest.kind) rule.check(manifest, complaint => found.push({ rule, manifest, complaint }), among);
  }
  return found;
}
