import { cassandraRelease, DOCS } from './cassandra-release';
import { engineOf } from './engine';
import { nodetool } from './nodetool';
import { settingsOf, skips, told } from './setting-changes';
import { configMapsOf, Settings, yamlKey } from './settings';
import { text } from '../../manifest/reading';
import { FieldChange, Phase, Step, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { podNames, replicas } from '../set';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, inNamespace, step, word } from '../ways/steps';

const COMPATIBILITY = ['CASSANDRA_4', 'UPGRADING', 'NONE'];
/** How a node talks to the others. `optional` takes both. */
const INTERNODE = ['none', 'optional', 'all'];

/** What a node compares with its disk when it starts, and refuses to differ in. */
const ON_DISK = [
  [
    'cluster_name',
    { variables: ['RING_CLUSTER_NAME', 'CASSANDRA_CLUSTER_NAME'], key: yamlKey('cluster_name') },
    'its disk has another cluster name',
  ],
  [
    'datacenter',
    { variables: ['RING_DATACENTER', 'CASSANDRA_DC', 'CASSANDRA_DATACENTER'], key: yamlKey('dc') },
    'its disk was in another datacenter',
  ],
  ['rack', { variables: ['RING_RACK', 'CASSANDRA_RACK'], key: yamlKey('rack') }, 'its disk was in another rack'],
  ['num_tokens', { variables: ['CASSANDRA_NUM_TOKENS'], key: yamlKey('num_tokens') }, 'its disk has another number of tokens'],
  ['partitioner', { key: yamlKey('partitioner') }, 'its disk was written with another partitioner'],
] as const;

/** What only Cassandra minds. */
export const cassandra: Judge = {
  name: 'cassandra',
  kinds: ['StatefulSet'],
  kept(change, upgrade) {
    if (engineOf(change.before) !== 'cassandra' || engineOf(change.after) !== 'cassandra') return [];
    const [before, after] = settingsOf(change, upgrade);
    return [
      ...cassandraRelease(change),
      ...onDisk(before, after),
      ...formats(change, upgrade, before, after),
      ...internode(change, upgrade, before, after),
      ...seeds(before, after, change),
      ...fewer(change, upgrade),
    ];
  },
};

function onDisk(before: Settings, after: Settings): Verdict[] {
  return ON_DISK.flatMap(([name, asked, reason]): Verdict[] => {
    const field = told(name, asked, before, after);
    if (field?.before === undefined || field.after === undefined) return [];
    return [{
      effect: 'loses quorum',
      fields: [field],
      link: `${DOCS}/managing/configuration/cass_yaml_file.html`,
      why: `A node does not start if ${reason}. The roll-out stops at the first node.`,
      steps: [byHand(Phase.BEFORE, `keep ${name} as it is: ${String(field.before)}`, 'it is in the new manifests', 'nothing to undo')],
    }];
  });
}

function formats(change: Change, upgrade: Upgrade, before: Settings, after: Settings): Verdict[] {
  const link = `${DOCS}/managing/configuration/cass_yaml_file.html`;
  const mode = told('storage_compatibility_mode', { key: yamlKey('storage_compatibility_mode') }, before, after);
  const uuid = told('uuid_sstable_identifiers_enabled', { key: yamlKey('uuid_sstable_identifiers_enabled') }, before, after);
  const verdicts: Verdict[] = [];
  if (mode !== undefined) {
    const [from, to] = [mode.before, mode.after].map(each => COMPATIBILITY.indexOf(text(each, 'CASSANDRA_4')));
    const between = skips(COMPATIBILITY, mode);
    if (to! < from!) {
      verdicts.push({
        effect: 'loses quorum',
        fields: [mode],
        link,
        why: 'Files in the new format stay on the disk, and a node in the older mode cannot read them.',
        steps: [byHand(Phase.BEFORE, `keep ${text(mode.before, '')}`, 'it is in the new manifests', 'nothing to undo')],
      });
    } else if (between.length > 0) {
      verdicts.push({
        effect: 'loses quorum',
        fields: [mode],
        link,
        why: 'Nodes in these two modes do not understand each other. Change one mode at a time, each with its own roll-out.',
        steps: between.map(next => through(change, upgrade, `storage_compatibility_mode: ${next}`)),
      });
    }
  }
  if (uuid?.before === 'true') {
    verdicts.push({
      effect: 'loses quorum',
      fields: [uuid],
      link,
      why: 'A node that has files with UUIDs does not start without this setting. The roll-out stops at the first node.',
      steps: [byHand(Phase.BEFORE, 'keep uuid_sstable_identifiers_enabled: true', 'it is in the new manifests', 'nothing to undo')],
    });
  }
  return verdicts;
}

function internode(change: Change, upgrade: Upgrade, before: Settings, after: Settings): Verdict[] {
  const field: FieldChange = { path: 'internode_encryption', before: encryption(before), after: encryption(after) };
  const between = skips(INTERNODE, field);
  if (between.length === 0) return [];
  return [{
    effect: 'loses quorum',
    fields: [field],
    link: `${DOCS}/managing/operating/security.html`,
    why: 'During the roll-out, nodes with both settings run side by side. They cannot talk to each other: each sees the others as down.',
    steps: between.map(() => through(change, upgrade, 'server_encryption_options with optional: true')),
  }];
}

function encryption(settings: Settings): string {
  const mode = settings.read({ variables: ['CASSANDRA_INTERNODE_ENCRYPTION'], key: yamlKey('internode_encryption') }) ?? 'none';
  const optional = settings.read({ key: /server_encryption_options[\s\S]{0,1000}?\boptional["']?\s*:\s*["']?(true|false)/ });
  return optional === 'true' ? 'optional' : mode === 'none' ? 'none' : 'all';
}

function through({ object }: Change, { cluster }: Upgrade, what: string): Step {
  return byHand(
    Phase.BEFORE,
    `set ${what}; change nothing else; ${cluster.apply}; `
      + `kubectl rollout status ${word(`statefulset/${object.name}`)}${inNamespace(object)} --timeout=24h`,
    'all nodes run with it, and are UN: nodetool status',
    'set the old value again',
  );
}

function seeds(before: Settings, after: Settings, change: Change): Verdict[] {
  const field = told('seeds', { variables: ['CASSANDRA_SEEDS'], key: yamlKey('seeds') }, before, after);
  if (field?.before === undefined || field.after === undefined) return [];
  const known = String(field.before).split(',').some(seed => String(field.after).split(',').includes(seed));
  if (known) {
    return [{
      effect: 'restarts nothing',
      fields: [field],
      link: `${DOCS}/architecture/`,
      why: 'At least one seed stays, so nodes that start find the ring.',
      steps: [],
    }];
  }
  return [{
    effect: 'unknown',
    fields: [field],
    link: `${DOCS}/architecture/`,
    why: 'No old seed stays. A new node that finds no node of this ring among its seeds founds a separate ring.',
    steps: [nodetool(change, Phase.BEFORE, 'status', 'the new seeds are nodes of this ring')],
  }];
}

/** Of a ring whose members no manifest lists. */
function fewer(change: Change, upgrade: Upgrade): Verdict[] {
  const [from, to] = [replicas(change.before), replicas(change.after)];
  const listed = configMapsOf(change.before, upgrade.before).some(({ data }) => data?.members !== undefined);
  if (listed || to >= from) return [];
  const gone = podNames(change.before).slice(to).reverse();
  const { name } = change.object;
  return [{
    effect: 'loses quorum',
    fields: at(change, 'spec.replicas'),
    link: `${DOCS}/managing/operating/topo_changes.html`,
    why: `${gone.join(', ')} will be deleted, but stay in the ring as nodes that are down: their ranges have one replica less. A node must `
      + 'first hand over its data (decommission), beginning with the highest ordinal. '
      + 'At least as many nodes must stay as a keyspace has replicas, system_auth included.',
    steps: [
      ...gone.flatMap((pod, i) => [
        nodetool(change, Phase.BEFORE, 'decommission', 'nodetool status on another node no longer lists it', pod),
        step(
          Phase.BEFORE,
          `kubectl scale statefulset ${word(name)}${inNamespace(change.object)} --replicas=${from - i - 1}`,
          `${pod} is deleted, and all other nodes are UN`,
          `delete the claims of ${pod}, and scale up again: it joins as a new node`,
        ),
      ]),
      apply(upgrade.cluster.apply),
    ],
  }];
}
