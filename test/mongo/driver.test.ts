import dns from 'dns';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { LookupFunction } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import * as kplus from 'cdk8s-plus-28';
import { MongoClient, MongoClientOptions, MongoServerSelectionError } from 'mongodb';
import { selfSigned } from './support/certificate';
import { cluster, secret } from './support/cluster';
import { dnsServer } from './support/dns-server';
import { ReplicaSet } from './support/replica-set';
import { Guard, MongoConnectionOptions, MongoTls } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { MongoConnectionStringOptions, ReadPreference, seedListString, srvString } from '../../src/mongo/connection-string';
import { TlsMode } from '../../src/mongo/tls';
import { chart, only } from '../support/synth';

// The official driver goes by our connection strings: it finds stand-ins for the members through the names that Kubernetes would give them.

const SERVICE = 'orders.prod.svc.cluster.local';
/** Addresses of this machine that nobody else is likely to use: port 27017 is the same for all. */
const address = (i: number) => `127.${90 + process.pid % 100}.${Math.floor(process.pid / 100) % 256}.${i + 1}`;
const MEMBERS = [0, 1, 2].map(i => ({ host: `orders-${i}.${SERVICE}:27017`, name: `orders-${i}.${SERVICE}`, address: address(i) }));
const [FIRST, SECOND, THIRD] = MEMBERS.map(({ host }) => host) as [string, string, string];

const USER = 'app@shop/ü:%=,$(X)';
const PASSWORD = 'p@ss:w/ö%rd$(X)';

/** Both forms of the same. */
const FORMS = [
  ['seed list', (options: MongoConnectionStringOptions, tlsMode?: TlsMode) => seedListString('prod/orders', { setName: 'orders', hosts: [FIRST, SECOND, THIRD], tlsMode }, options)],
  ['SRV', (options: MongoConnectionStringOptions, tlsMode?: TlsMode) => srvString('prod/orders', { setName: 'orders', srvHost: SERVICE, tlsMode }, options)],
] as const;

/** As a client in a pod does, where all names are asked of the cluster's DNS. */
const lookup: LookupFunction = (name, { all }, done) => dns.resolve4(name, (error, addresses = []) => {
  if (all) done(error, addresses.map(each => ({ address: each, family: 4 })));
  else done(error, addresses[0]!, 4);
});

const before = dns.getServers();
let clusterDns: Awaited<ReturnType<typeof dnsServer>>;
let set: ReplicaSet | undefined;
const clients: MongoClient[] = [];

beforeAll(async () => {
  clusterDns = await dnsServer({
    srv: new Map([[`_mongodb._tcp.${SERVICE}`, MEMBERS.map(({ name }) => ({ host: name, port: 27017 }))]]),
    a: new Map(MEMBERS.map(member => [member.name, member.address])),
  });
  dns.setServers([clusterDns.address]);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map(async each => each.close()));
  await set?.stopAll();
  set = undefined;
});

afterAll(async () => {
  dns.setServers(before);
  await clusterDns.close();
});

async function members(...tls: ConstructorParameters<typeof ReplicaSet>[3][]): Promise<ReplicaSet> {
  set = new ReplicaSet('orders', MEMBERS, new Map([[USER, PASSWORD]]), ...tls);
  await set.start();
  return set;
}

function client(uri: string, options: MongoClientOptions = {}): MongoClient {
  const made = new MongoClient(uri, { lookup, serverSelectionTimeoutMS: 5000, heartbeatFrequencyMS: 500, ...options });
  clients.push(made);
  return made;
}

/** The user stands in the string, the password beside it. */
const asUser = (password = PASSWORD): MongoClientOptions => ({ auth: { username: USER, password } });

describe.each(FORMS)('through the %s', (_, uri) => {
  test('a client finds the primary, logs in, and is in the database that it was given', async () => {
    const { written, heard } = await members();
    await client(uri({ user: USER, database: 'shop' }), asUser()).db().collection('orders').insertOne({ item: 1 });
    expect(written).toMatchObject([{ item: 1 }]);
    expect(heard.filter(({ command }) => command === 'insert')).toEqual([{ host: FIRST, command: 'insert', user: USER, database: 'shop' }]);
  });

  test('who has the whole login beside the string is let in as well', async () => {
    const { written } = await members();
    await client(uri({}), asUser()).db('shop').collection('orders').insertOne({ item: 1 });
    expect(written).toHaveLength(1);
  });

  test.each([['the wrong password', asUser('wrong')], ['no password', {}]])('nobody is let in with %s', async (__, options) => {
    const { written } = await members();
    await expect(client(uri({ user: USER }), options).db('shop').collection('orders').insertOne({ item: 1 })).rejects.toThrow('Authentication failed.');
    expect(written).toEqual([]);
  });

  test('nobody is let in who does not say who it is', async () => {
    await members();
    await expect(client(uri({})).db('shop').collection('orders').insertOne({ item: 1 })).rejects.toThrow('Command insert requires authentication');
  });

  test('a client stays with the set when its members change roles', async () => {
    const orders = await members();
    const collection = client(uri({ user: USER }), asUser()).db('shop').collection('orders');
    await collection.insertOne({ item: 1 });
    orders.elect(THIRD);
    await collection.insertOne({ item: 2 });
    expect(orders.written.map(({ item }) => item)).toEqual([1, 2]);
    expect(orders.heard.filter(({ command }) => command === 'insert').map(({ host }) => host).at(-1)).toBe(THIRD);
  });

  test('a client outlives the loss of the first member', async () => {
    const orders = await members();
    const collection = client(uri({ user: USER }), asUser()).db('shop').collection('orders');
    await collection.insertOne({ item: 1 });
    await orders.stop(FIRST);
    orders.elect(SECOND);
    await collection.insertOne({ item: 2 });
    expect(orders.written.map(({ item }) => item)).toEqual([1, 2]);
  });

  test('a client finds the set while the first member is down', async () => {
    const orders = await members();
    await orders.stop(FIRST);
    orders.elect(SECOND);
    await client(uri({ user: USER }), asUser()).db('shop').collection('orders').insertOne({ item: 1 });
    expect(orders.heard.filter(({ command }) => command === 'insert').map(({ host }) => host)).toEqual([SECOND]);
  });

  test('a client reads from whom it was told to', async () => {
    const orders = await members();
    const read = async (readPreference?: ReadPreference) => {
      await client(uri({ user: USER, readPreference }), asUser()).db('shop').collection('orders').find().toArray();
      return orders.heard.filter(({ command }) => command === 'find').at(-1)!.host;
    };
    expect(await read()).toBe(FIRST);
    expect(await read(ReadPreference.PRIMARY)).toBe(FIRST);
    expect([SECOND, THIRD]).toContain(await read(ReadPreference.SECONDARY));
  });

  test('a client of another set is not taken in', async () => {
    await members();
    const other = uri({ user: USER }).replace('replicaSet=orders', 'replicaSet=others');
    await expect(client(other, { ...asUser(), serverSelectionTimeoutMS: 1000 }).db('shop').collection('orders').insertOne({ item: 1 })).rejects.toThrow(MongoServerSelectionError);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  const tlsCaFile = join(folder, "ca's & $(chain).crt");
  const tlsCertificateKeyFile = join(folder, 'client.pem');
  const { certificate, key } = selfSigned([`*.${SERVICE}`]);
  writeFileSync(tlsCaFile, certificate);
  writeFileSync(tlsCertificateKeyFile, certificate + key);
  afterAll(() => rmSync(folder, { recursive: true }));

  const insert = async (uri: string, options: MongoClientOptions = {}) => client(uri, { ...asUser(), ...options }).db('shop').collection('orders').insertOne({ item: 1 });
  const inVain = { serverSelectionTimeoutMS: 1000 };

  test.each(FORMS)('through the %s, a client speaks it where it is required, and trusts the authority that it is told of', async (_, uri) => {
    const { written } = await members({ cert: certificate, key });
    await insert(uri({ user: USER, tlsCaFile }, TlsMode.REQUIRE));
    expect(written).toHaveLength(1);
    await expect(insert(uri({ user: USER }, TlsMode.REQUIRE), inVain)).rejects.toThrow(/^self.signed certificate$/);
    expect(written).toHaveLength(1);
  });

  test.each(FORMS)('through the %s, a client shows its own certificate where it has one', async (_, uri) => {
    const { written } = await members({ cert: certificate, key, ca: certificate, requestCert: true, rejectUnauthorized: true });
    await insert(uri({ user: USER, tlsCaFile, tlsCertificateKeyFile }, TlsMode.REQUIRE));
    expect(written).toHaveLength(1);
    await expect(insert(uri({ user: USER, tlsCaFile }, TlsMode.REQUIRE), inVain)).rejects.toThrow(MongoServerSelectionError);
    expect(written).toHaveLength(1);
  });

  describe('a consumer that connect was called for', () => {
    /** What the container finds in its environment; where files are mounted, there they are. */
    const environment = (options: MongoConnectionOptions): Record<string, string> => {
      const scope = chart();
      const of = cluster({ tls: MongoTls.fromSecret({ secret: secret('pem') }), users: [{ credentials: { secret: secret('app') }, roles: [{ role: 'readWrite', db: 'shop' }] }] }, scope);
      const api = new kplus.Deployment(scope, 'api', { containers: [{ image: 'api:1' }] });
      of.connect(api.containers[0]!, { credentials: { secret: secret('app') }, ...options });
      expect(new Guard().report(of).filter(said => said.includes("'connect."))).toEqual([]);
      const { env, volumeMounts } = only('Deployment', scope).spec.template.spec.containers[0];
      const [{ mountPath }] = volumeMounts;
      writeFileSync(join(folder, 'ca.crt'), certificate); // as the kubelet does, of the one key of the Secret
      const value = (text: string) => text.replaceAll(mountPath, folder).replaceAll(encodeURIComponent(mountPath), encodeURIComponent(folder));
      const user: Record<string, string> = { username: USER, password: PASSWORD };
      return Object.fromEntries(env.map(({ name, value: text, valueFrom }: Manifest) => [name, text === undefined ? user[valueFrom.secretKeyRef.key] : value(text)]));
    };

    test.each([['a seed list', {}], ['one name', { srv: true }]])('logs in, and trusts the authority that is mounted: %s', async (_, options) => {
      const { written } = await members({ cert: certificate, key });
      const { MONGODB_URI: uri, MONGODB_USERNAME: username, MONGODB_PASSWORD: password, MONGODB_TLS_CA_FILE: file } = environment({ database: 'shop', ...options });
      const auth = { username: username!, password: password! };
      await client(uri!, { auth }).db().collection('orders').insertOne({ item: 1 });
      await client(uri!.replace(/&tlsCAFile=[^&]*/, ''), { auth, tlsCAFile: file }).db().collection('orders').insertOne({ item: 2 });
      expect(written).toMatchObject([{ item: 1 }, { item: 2 }]);
    });

    test('does not trust the members where nothing is mounted that is asked for', async () => {
      const { written } = await members({ cert: certificate, key });
      const { MONGODB_URI: uri, MONGODB_TLS_CA_FILE: file } = environment({});
      rmSync(file!);
      await expect(insert(uri!, inVain)).rejects.toThrow(/ENOENT/);
      expect(written).toEqual([]);
    });
  });

  test.each(FORMS)('through the %s, a client does without where it is told to, or where the cluster does by itself', async (_, uri) => {
    const { written } = await members();
    await insert(uri({ user: USER, tls: false }, TlsMode.PREFER));
    await insert(uri({ user: USER }, TlsMode.ALLOW));
    expect(written).toHaveLength(2);
  });

  test.each(FORMS)('through the %s, a client speaks it where it is allowed and the client asks for it', async (_, uri) => {
    const { written } = await members({ cert: certificate, key });
    await insert(uri({ user: USER, tls: true, tlsCaFile }, TlsMode.ALLOW));
    await insert(uri({ user: USER, tlsCaFile }, TlsMode.PREFER));
    expect(written).toHaveLength(2);
  });
});
