import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClaimRetention } from './claim';
import { DisruptionBudget } from './disruption-budget';
import { PodFields } from './pod-fields';
import { checkPodNames } from './pod-names';
import { checkPlacement } from './pod-placement';
import { checkPodReferences } from './pod-references';
import { checkOverhead } from './resources';
import { Spread } from './spread';
import { StatefulBackendProps } from './stateful-backend-props';
import { UpdateStrategy } from './update-strategy';
import { ipFamily } from '../manifest/addresses';
import { NEWEST } from '../manifest/kubernetes-types';
import { list } from '../manifest/reading';
import { SEARCH } from '../manifest/syntax';
import { STATEFUL_SET_NAME } from '../naming/dns-label';
import { door } from '../naming/door';
import { given } from '../naming/given';
import { keepLabels, Labels, ownLabels } from '../naming/labels';
import { namespaceOf, objectName } from '../naming/object-name';
import { checkReference, Place, ownPlace } from '../naming/reference';
import { INT32, refuse, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';
import { Report } from '../rules/rule';
import { checkGivenLabels, checkGivenMetadata } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';

const MOST_NAMESERVERS = 3;
/** Kubernetes takes more, but cdk8s-plus does not. */
const MOST_SEARCHES = 6;

const SPREAD = [Spread.hard(kplus.Topology.HOSTNAME), Spread.soft(kplus.Topology.ZONE)];

/** The props of a backend, checked, with every default settled. */
export interface Settings {
  readonly asked: StatefulBackendProps;
  readonly name: string;
  readonly namespace?: string;
  /** Where its pods are. */
  readonly place: Place;
  /** Of every object, pod and claim. */
  readonly labels: Labels;
  readonly selectorLabels: Labels;
  readonly replicas: number;
  readonly ordinalsStart: number;
  readonly publishNotReadyAddresses: boolean;
  readonly claimsWhenDeleted: ClaimRetention;
  readonly claimsWhenScaled: ClaimRetention;
  readonly disruptionBudget: DisruptionBudget;
  readonly spread: Spread[];
  readonly updateStrategy?: UpdateStrategy;
  readonly podFields: PodFields;
}

export function settle(backend: Construct, props: StatefulBackendProps): Settings {
  const where = door(backend.node.path);
  const name = objectName(where, backend.node.id, props.metadata?.name, STATEFUL_SET_NAME);
  const namespace = namespaceOf(backend, props.metadata?.namespace);
  const replicas = wholeNumber(where, 'replicas', props.replicas ?? 1, 0, INT32);

  const place = ownPlace(backend, namespace);
  checkService(where, place, props);
  const report = refusing(backend, where);
  checkPods(where, props, report);
  checkPodReferences(where, place, props);
  const settings: Settings = {
    asked: props,
    name,
    namespace,
    place,
    labels: ownLabels(backend, name, props.metadata?.labels),
    selectorLabels: selectorLabels(where, name, props, report),
    replicas,
    ordinalsStart: wholeNumber(where, 'ordinalsStart', props.ordinalsStart ?? 0, 0, INT32 - replicas),
    publishNotReadyAddresses: props.publishNotReadyAddresses ?? true,
    claimsWhenDeleted: props.claimsWhenDeleted ?? ClaimRetention.RETAIN,
    claimsWhenScaled: props.claimsWhenScaled ?? ClaimRetention.RETAIN,
    disruptionBudget: props.disruptionBudget ?? DisruptionBudget.fitted(replicas),
    spread: props.spread ?? SPREAD,
    updateStrategy: props.updateStrategy,
    podFields: props.podFields ?? {},
  };
  settings.spread.forEach((each, i, all) => each._check(where, `spread[${i}]`, all.slice(0, i), settings.selectorLabels, report));
  return settings;
}

/** Those of the given Service, so that it selects these pods as it stands. */
function selectorLabels(where: string, name: string, props: StatefulBackendProps, report: Report): Labels {
  checkGivenLabels(report, 'selectorLabels', props.selectorLabels);
  const ofService = props.service?._podLabels ?? {};
  const labels = given(props.selectorLabels ?? (Object.keys(ofService).length > 0 ? ofService : { [kplus.Pod.ADDRESS_LABEL]: name }));
  // cdk8s-plus would write such a selector without labels: one that selects every pod
  if (!Object.values(labels).some(value => value !== '')) {
    refuse(where, { what: 'selectorLabels', allowed: 'one or more labels, at least one of them with a value', got: labels });
  }
  keepLabels(where, 'podMetadata', labels, props.podMetadata?.labels);
  return labels;
}

function checkService(
  where: string,
  place: Place,
  { service, publishNotReadyAddresses, clusterDomain }: StatefulBackendProps,
): void {
  if (service === undefined) return;
  for (const [what, got] of Object.entries({ publishNotReadyAddresses, clusterDomain })) {
    if (got !== undefined) refuse(where, { what, allowed: 'left out if service is given', got, instead: 'set it on the HeadlessService' });
  }
  const { namespace } = place;
  const other = service.metadata.namespace;
  if (other !== namespace) {
    refuse(where, {
      what: 'service',
      allowed: `in the backend's own namespace, ${namespace === undefined ? 'which is not known' : `'${namespace}'`}`,
      got: other,
    });
  }
  checkReference(where, 'service', place, service);
}

/** What is refused of the pods and their StatefulSet, at the construct that the user called. */
export function checkPods(where: string, props: StatefulBackendProps, report: Report): void {
  const { restartPolicy, dns, revisionHistoryLimit, minReady, terminationGracePeriod, updateStrategy } = props;
  if (restartPolicy !== undefined && restartPolicy !== kplus.RestartPolicy.ALWAYS) {
    refuse(where, { what: 'restartPolicy', allowed: 'Always, because a StatefulSet restarts its pods', got: restartPolicy });
  }
  for (const [what, got] of Object.entries({ hostname: dns?.hostname, subdomain: dns?.subdomain })) {
    if (got !== undefined) {
      refuse(where, { what: `dns.${what}`, allowed: 'left out, because the StatefulSet gives every pod its own', got });
    }
  }
  if (dns !== undefined) checkResolvers(where, dns, report);
  checkUser(where, props);
  checkPlacement(where, props, report);
  if (revisionHistoryLimit !== undefined) wholeNumber(where, 'revisionHistoryLimit', revisionHistoryLimit, 0, INT32);
  if (minReady !== undefined) wholeSeconds(where, 'minReady', minReady, 0, INT32);
  if (terminationGracePeriod !== undefined) wholeSeconds(where, 'terminationGracePeriod', terminationGracePeriod);
  updateStrategy?._check(where);
  checkPodNames(report, props);
  checkOverhead(report, 'podFields.overhead', props.podFields?.overhead);
  for (const what of ['metadata', 'podMetadata'] as const) checkGivenMetadata(report, what, props[what]);
}

/** What cdk8s-plus refuses as it writes the pods, without a word of whose they are; and what the rules would find in them. */
function checkResolvers(where: string, { policy, nameservers = [], searches = [] }: kplus.PodDnsProps, report: Report): void {
  const most = { nameservers: [nameservers, MOST_NAMESERVERS, 'addresses'], searches: [searches, MOST_SEARCHES, 'domains'] } as const;
  for (const [what, [got, number, things]] of Object.entries(most)) {
    if (got.length > number) refuse(where, { what: `dns.${what}`, allowed: `${number} ${things} at most`, got });
  }
  if (policy === kplus.DnsPolicy.NONE && nameservers.length === 0) {
    refuse(where, { what: 'dns.nameservers', allowed: "one or more addresses if the policy is 'None'", got: nameservers });
  }
  list(nameservers).forEach((got, i) => {
    if (ipFamily(got, NEWEST) === 0) report({ what: `dns.nameservers[${i}]`, allowed: 'an IP address', got });
  });
  list(searches).forEach((got, i) => {
    if (!SEARCH.accepts(got)) report({ what: `dns.searches[${i}]`, allowed: SEARCH.allowed, got });
  });
}

function checkUser(where: string, { securityContext, assignedUser = false }: StatefulBackendProps): void {
  const least = securityContext?.ensureNonRoot === false ? 0 : 1;
  for (const [what, got, from] of [
    ['user', securityContext?.user, least],
    ['group', securityContext?.group, 0],
    ['fsGroup', securityContext?.fsGroup, 0],
  ] as const) {
    if (got === undefined) continue;
    if (assignedUser) refuse(where, { what: `securityContext.${what}`, allowed: 'left out if assignedUser leaves it to the cluster', got });
    wholeNumber(where, `securityContext.${what}`, got, from, INT32);
  }
}
