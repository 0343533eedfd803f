import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { addExporter, Containers, fillPods, Kind, Shared } from './pods';
import { OtherMembers, Settings } from './settings';
import { TlsMode } from './tls';
import { backendProps } from '../engine/stateful-cluster-props';
import { asPartOf } from '../naming/door';
import { COMPONENT } from '../naming/labels';
import { eachIn } from '../naming/refuse';
import { DisruptionBudget } from '../stateful-backend/disruption-budget';
import { StatefulBackend } from '../stateful-backend/stateful-backend';
import { StatefulBackendProps } from '../stateful-backend/stateful-backend-props';

/** What is the same for all kinds of members. */
export interface Common {
  readonly settings: Settings;
  readonly shared: Shared;
  /** Of what a mongod starts with. */
  readonly checksum: string;
}

/** Members of one kind: their backend and their containers. */
export interface MemberSet extends Containers {
  readonly backend: StatefulBackend;
}

/** Those that there are of each kind. */
export function membersOfAllKinds(scope: Construct, common: Common): { members: MemberSet; hidden?: MemberSet; arbiter?: MemberSet } {
  const { hidden, arbiter } = common.settings;
  return {
    members: dataMembers(scope, common),
    hidden: hidden && hiddenMembers(scope, common, hidden),
    arbiter: arbiter && arbiterMember(scope, common, arbiter),
  };
}

/** The members that hold data and are not hidden. What the user's own containers need is theirs alone. */
function dataMembers(scope: Construct, common: Common): MemberSet {
  const { asked, name, replicas, resources, cacheGigabytes, containers } = common.settings;
  const { storage, storageClassName, spread, volumes, initContainers } = asked;
  const kind = { storage, storageClassName, resources, cacheGigabytes, arbiter: false };
  const all = props(common, COMPONENT.member, name, replicas);
  const set = memberSet(scope, 'Members', common, kind, { ...all, spread, volumes, initContainers });
  // Further containers come last: a method that is told no container takes the first one.
  asPartOf(scope, () => eachIn('containers', containers, container => set.backend.addContainer(container)));
  return set;
}

function hiddenMembers(scope: Construct, common: Common, hidden: OtherMembers): MemberSet {
  const kind = { ...hidden, arbiter: false };
  const asked = { ...props(common, COMPONENT.hidden, hidden.set, hidden.replicas), spread: hidden.spread };
  return memberSet(scope, 'Hidden', common, kind, asked);
}

function arbiterMember(scope: Construct, common: Common, of: OtherMembers): MemberSet {
  const asked = { ...props(common, COMPONENT.arbiter, of.set, of.replicas), spread: of.spread };
  return memberSet(scope, 'Arbiter', common, { ...of, arbiter: true }, asked);
}

function memberSet(scope: Construct, id: string, common: Common, kind: Kind, asked: StatefulBackendProps): MemberSet {
  return asPartOf(scope, () => {
    const backend = new StatefulBackend(scope, id, asked);
    const containers = fillPods(backend, kind, common.settings, common.shared);
    if (!kind.arbiter) addExporter(backend, common.settings, ofExporter(common, containers));
    return { backend, ...containers };
  });
}

/** Where it must show a certificate that is in two files, it reads what is made of them beside it. */
function ofExporter({ settings: { asked: { tls } }, shared }: Common, { whole }: Containers): kplus.Volume | undefined {
  return tls?._mode === TlsMode.REQUIRE && tls._requiresClientCertificate && whole ? whole : shared.exporterTls;
}

/** What all pods have in common, whatever they are. */
function props({ settings, checksum }: Common, component: string, name: string, replicas: number): StatefulBackendProps {
  const { namespace, clusterDomain, gracePeriod, labels, selectorLabels: podLabels } = settings;
  return {
    ...backendProps(settings, { name, namespace, labels: labels.of(component), podLabels, checksum }),
    replicas,
    clusterDomain,
    // there is no majority before most of them are there, and none is ready before there is one
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    terminationGracePeriod: gracePeriod,
    disruptionBudget: DisruptionBudget.none(), // there is one over all members
  };
}
