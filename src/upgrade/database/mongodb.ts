import { engineOf } from './engine';
import { MANUAL, mongodbRelease } from './mongodb-release';
import { settingsOf, skips, told } from './setting-changes';
import { configMapsOf, keyFileSecrets, MEMBERS, yamlKey } from './settings';
import { sameNamespace } from '../../manifest/identity';
import { text } from '../../manifest/reading';
import { Phase, Step, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { majority, podNames, replicas } from '../set';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, inNamespace, word } from '../ways/steps';

const TLS = ['disabled', 'allowTLS', 'preferTLS', 'requireTLS'];
const CLUSTER_AUTH = ['keyFile', 'sendKeyFile', 'sendX509', 'x509'];
const RESTART = 'restart all members; ';

/** What only MongoDB minds. */
export const mongodb: Judge = {
  name: 'mongodb',
  kinds: ['StatefulSet', 'Deployment'],
  kept(change, upgrade) {
    if (engineOf(change.before) !== 'mongodb' || engineOf(change.after) !== 'mongodb') return [];
    return [
      ...mongodbRelease(change, upgrade),
      ...setName(change, upgrade),
      ...modes(change, upgrade),
      ...keyFile(change, upgrade),
      ...fewer(change, upgrade),
      ...names(change, upgrade),
    ];
  },
};

function setName(change: Change, upgrade: Upgrade): Verdict[] {
  const found = told(
    'replSetName',
    { option: 'replSet', variables: ['MONGO_SET', 'MONGODB_REPLICA_SET_NAME'], key: yamlKey('replSetName') },
    ...settingsOf(change, upgrade),
  );
  if (found?.before === undefined || found.after === undefined) return [];
  return [{
    effect: 'loses quorum',
    fields: [found],
    link: `${MANUAL}/reference/replica-configuration/#mongodb-rsconf-rsconf._id`,
    why: 'The name of a replica set is stored in its data, and cannot be changed. With another name, a member is no longer in the set.',
    steps: [byHand(Phase.BEFORE, `keep the name ${String(found.before)}`, 'it is in the new manifests', 'nothing to undo')],
  }];
}

function modes(change: Change, upgrade: Upgrade): Verdict[] {
  const [before, after] = settingsOf(change, upgrade);
  const found = [
    [
      TLS,
      'tlsMode',
      told(
        'net.tls.mode',
        { option: 'tlsMode', variables: ['MONGO_TLS'], key: /tls["']?\s*:[\s\S]{0,1000}?\bmode["']?\s*:\s*["']?(\w+)/ },
        before,
        after,
      ),
    ],
    [
      CLUSTER_AUTH,
      'clusterAuthMode',
      told('security.clusterAuthMode', { option: 'clusterAuthMode', key: yamlKey('clusterAuthMode') }, before, after),
    ],
  ] as const;
  return found.flatMap(([stages, name, field]): Verdict[] => {
    const between = field === undefined ? [] : skips(stages, field);
    if (between.length === 0) return [];
    return [{
      effect: 'loses quorum',
      fields: [field!],
      link: `${MANUAL}/tutorial/upgrade-cluster-to-ssl/`,
      why: 'During the roll-out, members in both modes run side by side, and cannot talk to each other.',
      steps: between.map(mode => through(change, `set ${name} ${mode}`, upgrade)),
    }];
  });
}

function through({ object }: Change, what: string, { cluster }: Upgrade, then = ''): Step {
  return byHand(Phase.BEFORE, `${what}; change nothing else; ${cluster.apply}; ${then}kubectl rollout status ${word(`${object.kind
    .toLowerCase()}/${object.name}`)}${inNamespace(object)} --timeout=24h`,
  'all members run with it, and are healthy: rs.status()', 'write the old value again');
}

/** Members with different keys do not talk to each other, so for a time the file must have both. */
function keyFile(change: Change, upgrade: Upgrade): Verdict[] {
  const [was, is] = [keyFileSecrets(change.before), keyFileSecrets(change.after)];
  const renamed = was.join() !== is.join() && was.length > 0 && is.length > 0;
  const changed = is.length === 0 ? [] : upgrade.kept.filter(({ object, before, fields }) => object.kind === 'Secret'
    && is.includes(object.name) && sameNamespace(before, change.before)
    && fields.some(({ path }) => path.startsWith('data')));
  if (!renamed && changed.length === 0) return [];
  return [{
    effect: 'loses quorum',
    fields: renamed ? [{ path: 'keyFile', before: was.join(), after: is.join() }] : changed.map(({ object }) => ({
      path: `Secret ${object.name}`,
      before: '(secret)',
      after: '(secret)',
    })),
    link: `${MANUAL}/tutorial/rotate-key-replica-set/`,
    why: 'Each member reads the key file when it starts. Members without a common key cannot talk to each other, so the majority is '
      + 'lost during the roll-out. If the key is the same, nothing is lost.',
    steps: [
      through(change, 'write both keys into the Secret, as a YAML list, the old one first', upgrade, RESTART),
      through(change, 'write both keys, the new one first', upgrade, RESTART),
    ],
  }];
}

/** Of a set whose members no manifest lists: they are in the set's own data. */
function fewer(change: Change, upgrade: Upgrade): Verdict[] {
  const [from, to] = [replicas(change.before), replicas(change.after)];
  const listed = configMapsOf(change.before, upgrade.before).some(({ data }) => data?.[MEMBERS] !== undefined);
  if (listed || to >= from || change.object.kind !== 'StatefulSet') return [];
  const lost = to < majority(from);
  const gone = podNames(change.before).slice(to).reverse();
  const host = (pod: string) => `${pod}.${text(change.before.spec?.serviceName, '')}`;
  return [{
    effect: lost ? 'loses quorum' : 'unknown',
    fields: at(change, 'spec.replicas'),
    link: `${MANUAL}/tutorial/remove-replica-set-member/`,
    why: `${gone.join(', ')} will be deleted, but stay in the configuration of the replica set, with their votes. ${lost
      ? `${to} of ${from} is no majority: no primary, no writes, and no ordinary way to change the members.`
      : 'The others have a majority as long as none of them is down.'} First remove each from the replica set.`,
    steps: [
      ...gone.map(pod =>
        byHand(Phase.BEFORE, `as root on the primary, which must not be ${pod} (else rs.stepDown()): rs.remove(the member whose host `
          + `begins with '${host(pod)}')`,
        `rs.conf().members no longer has ${pod}, and rs.status() shows a primary`, `rs.add('${host(pod)}…:27017')`)),
      apply(upgrade.cluster.apply),
    ],
  }];
}

/** The members' names are in the set's data. */
function names(change: Change, upgrade: Upgrade): Verdict[] {
  const domain = told('cluster domain', { variables: ['MONGO_DOMAIN'] }, ...settingsOf(change, upgrade));
  const service = at(change, 'spec.serviceName');
  const fields = [...domain?.before === undefined || domain.after === undefined ? [] : [domain], ...service];
  if (fields.length === 0) return [];
  return [{
    effect: 'loses quorum',
    fields,
    link: `${MANUAL}/tutorial/change-hostnames-in-a-replica-set/`,
    why: 'The configuration of the replica set has the old names of the members. A member that does not find its own name there is no '
      + 'longer a member.',
    steps: [byHand(
      Phase.AFTER,
      'while the old names still resolve, as root on the primary, one member at a time: cfg = rs.conf(); cfg.members[i].host = its new '
        + 'name; rs.reconfig(cfg)',
      'rs.status() shows all members under their new names',
      'the same, with the old names',
    )],
  }];
}
