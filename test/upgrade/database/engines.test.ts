import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { CassandraTls, ClusterAuthMode, MongoTls, TlsMode } from '../../../src';
import { Manifest } from '../../../src/manifest/manifest';
import { MONGODB } from '../../../src/mongo/ports';
import { cluster as ring, RACKS } from '../../cassandra/support/cluster';
import { cluster as set, secret } from '../../mongo/support/cluster';
import { synth } from '../../support/synth';

// The upgrade check reads what our clusters write, and may not import them: manifests come from anywhere. Here what it looks for is held against what they write.

const FOLDER = join(__dirname, '..', '..', '..', 'src', 'upgrade', 'database');
const text = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const all = readdirSync(FOLDER).map(text).join('\n');
const every = (of: string, pattern: RegExp) => [...new Set([...of.matchAll(pattern)].map(([, found]) => found!))].sort();
const listed = (name: string, file: string) => every(text(file), new RegExp(`^const ${name} = \\[(.*)\\];$`, 'gm')).flatMap(list => list.split(', ').map(word => word.replaceAll("'", '')));

const RING = synth(ring({ nodes: 6, racks: RACKS, decommission: 1, tls: CassandraTls.fromSecret({ secret: secret('pem') }) }));
const SET = synth(set({ hidden: { members: 1 }, tls: MongoTls.fromSecret({ secret: secret('pem') }) }));

const containers = (manifests: Manifest[]): Manifest[] => manifests.filter(({ kind }) => kind === 'StatefulSet').flatMap(({ spec: { template: { spec } } }) => [...spec.initContainers ?? [], ...spec.containers]);
const variables = (manifests: Manifest[]) => new Set(containers(manifests).flatMap(({ env }) => (env ?? []).map(({ name }: Manifest) => name)));
const data = (manifests: Manifest[]): Record<string, string> => Object.assign({}, ...manifests.filter(({ kind }) => kind === 'ConfigMap').map(each => each.data));

test.each([['RING', RING], ['MONGO', SET]])('a variable of ours that begins with %s is one that pods have', (prefix, manifests) => {
  const read = every(all, new RegExp(`'(${prefix}_[A-Z_]+)'`, 'g'));
  expect(read.length).toBeGreaterThan(1);
  expect(read.filter(name => !variables(manifests).has(name))).toEqual([]);
});

test.each([['cassandra', RING], ['mongodb', SET]])('the containers of %s that its steps name are there', (engine, manifests) => {
  const named = every(text(`${engine}-members.ts`), /-c ([a-z]+)\b/g);
  expect(named).toHaveLength(1);
  expect(containers(manifests).map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

test('the lists of members are where it looks for them', () => {
  const [key, ...others] = every(all, /'(\w+\.json)'/g);
  expect(others).toEqual([]);
  expect(JSON.parse(data(SET)[key!]!).members).toHaveLength(4);
  const words = every(text('cassandra-members.ts'), /^ *&& \[(.*)\]\.includes/gm).flatMap(list => list.split(', ').map(word => word.replaceAll("'", '')));
  const fates = data(RING).members!.trimEnd().split('\n').map(line => line.split(' ').at(-1)!);
  expect([...new Set(fates)].sort()).toEqual(words.sort());
});

test('members of a set are added again under the port that they have', () => {
  expect(every(all, /:(\d+)'\)/g)).toEqual([String(MONGODB.number)]);
});

test('the modes of TLS and of the members\' authentication are those that can be asked for, in the order of the steps', () => {
  expect(listed('TLS', 'mongodb.ts')).toEqual(['disabled', ...Object.values(TlsMode)]);
  expect(listed('CLUSTER_AUTH', 'mongodb.ts')).toEqual(Object.values(ClusterAuthMode));
});
