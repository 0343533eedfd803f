import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { ownStructs, Prop, propertiesOf } from '../support/assembly';

// What stands in each engine because it cannot be shared, and must not drift: an in-pod program refers to files of its own folder only, and a docstring is its
// prop's alone.

describe('functions of in-pod programs', () => {
  /** By name, or by file and name: they are called the same, and do something else. */
  const DIFFERENT: Record<string, string> = {
    'ask': 'the nodes, or the API server',
    'delete_outdated': 'snapshots, or folders',
    'take_certificates': 'Cassandra waits for what cannot be read, and mongod does not start',
    'cassandra/configure.sh fail': 'says in which file the fault is',
    'cassandra/snapshot.sh pause': 'knows one pause only, and is no bash',
  };
  const ASSETS = join(__dirname, '..', '..', 'assets');
  const programs = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.sh')).map(name => name.replaceAll('\\', '/')).sort();
  const functions = programs.flatMap(file => [...readFileSync(join(ASSETS, file), 'utf8').matchAll(/^(\w+)\(\) \{\n([\s\S]*?)^\}$/gm)].map(([, name, body]) => ({
    name: name!,
    at: `${file} ${name!}`,
    // the one program of Cassandra that is alone in its ConfigMap
    folder: file === 'cassandra/snapshot.sh' ? file : dirname(file),
    // what is read by another name, or with a default of its own, is no difference
    body: body!.replace(/^ *#.*\n/gm, '').replace(/\b(RING|MONGO)_/g, '').replace(/\$\{(\w+)-\}/g, '$$$1'),
  })));
  const twins = functions.filter(({ name, folder }) => functions.some(other => other.name === name && other.folder !== folder));

  test('that are called the same are the same in every folder', () => {
    const alike = twins.filter(({ name, at }) => !(name in DIFFERENT) && !(at in DIFFERENT));
    const names = [...new Set(alike.map(({ name }) => name))].sort();
    expect(names).toEqual(['fail', 'pause', 'say', 'say_once']);
    expect(names.filter(name => new Set(alike.filter(each => each.name === name).map(({ body }) => body)).size > 1)).toEqual([]);
  });

  test('differ where it is said that they do', () => {
    const same = Object.keys(DIFFERENT).filter((of) => {
      const [one] = twins.filter(({ name, at }) => name === of || at === of);
      return twins.filter(({ name }) => name === one?.name).every(({ body }) => body === one?.body);
    });
    expect(same).toEqual([]);
  });
});

describe('docstrings', () => {
  /** By struct without the engine, and prop: they are called the same, and mean something else. */
  const DIFFERENT: Record<string, string> = {
    'BackupProps.image': 'kubectl is in no image of a database',
    'BackupProps.keep': 'a dump may be of a set that has lost its data',
    'BackupProps.timeout': 'snapshots are waited for, a dump runs',
    'ClusterProps.exporter': 'it runs in the server, or beside it',
    'ClusterProps.image': 'the oldest version',
    'ClusterProps.resources': 'what is derived from the memory',
    'ClusterProps.spread': 'racks, and kinds of members',
    'ClusterProps.storage': 'what is on the disk of an empty server',
    'ConnectionOptions.credentials': 'roles, and users of which the cluster makes some',
    'ConnectionOptions.tlsCaFile': 'a connection string mounts nothing',
    'Exporter.image': 'what must be in it',
    'Exporter.resources': 'only a container beside the server has some of its own',
  };
  const pairs = ownStructs.filter(struct => struct.startsWith('Cassandra')).map(struct => struct.slice('Cassandra'.length)).filter(of => ownStructs.includes(`Mongo${of}`));
  /** Ports are held against those of the engines by docs.test.ts. */
  const ENGINES = /\b(?:ring|nodes?|Cassandra|consumer|(?<!to )\d{4,5}(?:, \d{4,5})*(?! to))\b/g;
  const NEUTRAL: Record<string, string> = { ring: 'cluster', node: 'member', nodes: 'members', Cassandra: 'MongoDB', consumer: 'client' };
  const said = ({ docs }: Prop) => [docs?.summary, docs?.remarks].join(' ').replace(/\s+/g, ' ').replace(ENGINES, word => NEUTRAL[word] ?? 'its own');
  const twins = pairs.flatMap((of) => {
    const others = propertiesOf(`Mongo${of}`);
    return propertiesOf(`Cassandra${of}`).flatMap((one) => {
      const other = others.find(({ name }) => name === one.name);
      return other === undefined || other.of === one.of ? [] : [{ prop: `${of}.${one.name}`, one: said(one), other: said(other) }];
    });
  });

  test('of props that both engines have say the same of both', () => {
    expect(pairs.length).toBeGreaterThan(5);
    expect(twins.filter(({ prop, one, other }) => one !== other && !(prop in DIFFERENT)).map(({ prop, one, other }) => [prop, one, other])).toEqual([]);
  });

  test('differ where it is said that they do', () => {
    expect(Object.keys(DIFFERENT).filter(of => twins.every(({ prop, one, other }) => prop !== of || one === other))).toEqual([]);
  });
});
