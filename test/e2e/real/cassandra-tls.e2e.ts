import { execFileSync } from 'child_process';
import { randomBytes } from 'crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Ring } from './support/cassandra/ring';
import { CassandraAuthentication, CassandraCluster, CassandraTls, ClientAuthority, ClientEncryption, InternodeEncryption, StatefulBackend } from '../../../src';
import { eventually, kubectl, Namespaces, toYaml, warnings } from '../support/kubectl';

// A Secret of type kubernetes.io/tls, whose private key and certificate are two files, as servers read it: they speak TLS to each other and to a consumer in a
// namespace that is not theirs, and take another certificate without a restart.

const IMAGE = process.env.E2E_CASSANDRA_IMAGE ?? 'cassandra:5.0';
const PATIENT = Number(process.env.E2E_PATIENCE ?? 900);
const NODES = 2;
const SHOP = 'shop-of-events';

const namespaces = new Namespaces();
const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const password = randomBytes(12).toString('hex');
let namespace: string;
let ring: Ring;

/** What the consumer of the ring does, with nothing but what `connect` has told it. */
const ASK = `first=\${CASSANDRA_CONTACT_POINTS%%,*}
cat >/tmp/cqlshrc <<EOF
[ssl]
certfile = $CASSANDRA_TLS_CA_FILE
validate = true
EOF
until cqlsh --cqlshrc=/tmp/cqlshrc --ssl -u "$CASSANDRA_USERNAME" -p "$CASSANDRA_PASSWORD" "\${first%:*}" -e 'SELECT cluster_name FROM system.local'; do sleep 5; done
sleep infinity`;

/** What it reads: the name of the cluster. */
const ROW = /^\s*\S+-events\s*$/m;

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** A certificate for every node of the ring, and for a client that goes by an address of its own. */
function certify(name: string): void {
  const names = [`*.events.${namespace}.svc.cluster.local`, `events.${namespace}.svc.cluster.local`, 'localhost'];
  writeFileSync(join(folder, 'names'), `subjectAltName = ${names.map(each => `DNS:${each}`).join(', ')}\n`);
  openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', `${name}.crt`);
}

async function give(name: string): Promise<void> {
  const secret = {
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'events-tls', namespace }, type: 'kubernetes.io/tls', stringData: { 'tls.key': read(`${name}.key`), 'tls.crt': read(`${name}.crt`), 'ca.crt': read('ca.crt') },
  };
  await kubectl(['apply', '-f', '-'], JSON.stringify(secret));
}

function manifests() {
  const chart = new Chart(new App(), 'events', { namespace });
  const events = new CassandraCluster(chart, 'events', {
    nodes: NODES,
    image: IMAGE,
    storage: Size.gibibytes(1),
    resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(1536) } },
    authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart, 'Superuser', 'events-superuser') }),
    tls: CassandraTls.fromSecret({
      secret: kplus.Secret.fromSecretName(chart, 'Tls', 'events-tls'), client: ClientEncryption.REQUIRED, internode: InternodeEncryption.REQUIRED,
    }),
  });
  const shop = new StatefulBackend(chart, 'shop', {
    metadata: { namespace: SHOP },
    replicas: 1,
    containers: [{ image: IMAGE, name: 'shop', command: ['bash', '-c', ASK], envVariables: { HOME: kplus.EnvValue.fromValue('/tmp') } }],
    securityContext: { user: 999, group: 999 },
  });
  shop.containers[0]!.mount('/tmp', shop.addEmptyDir('tmp'));
  events.connect(shop.containers[0]!, {
    credentials: { secret: kplus.Secret.fromSecretName(chart, 'App', 'events-app') },
    authority: ClientAuthority.fromConfigMap({ configMap: kplus.ConfigMap.fromConfigMapName(chart, 'Trust', 'trust') }),
  });
  return Testing.synth(chart);
}

/** The serial number of what a node shows to whoever asks. */
async function shown(pod: string): Promise<string> {
  const { stdout } = await ring.exec(pod, 'python3 -c "import ssl, os; print(ssl.get_server_certificate((os.environ[\'POD_IP\'], 9042)))"');
  writeFileSync(join(folder, 'shown.crt'), stdout);
  return stdout.includes('BEGIN') ? execFileSync('openssl', ['x509', '-in', 'shown.crt', '-noout', '-serial'], { cwd: folder, encoding: 'utf8' }) : '';
}

const serial = (name: string) => execFileSync('openssl', ['x509', '-in', `${name}.crt`, '-noout', '-serial'], { cwd: folder, encoding: 'utf8' });

beforeAll(async () => {
  namespace = await namespaces.fresh();
  await namespaces.make(SHOP);
  ring = new Ring({ namespace, patience: PATIENT });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=events CA');
  certify('first');
  await give('first');
  await kubectl(['create', 'secret', 'generic', 'events-superuser', '-n', namespace, '--from-literal=username=admin', `--from-literal=password=${password}`]);
  await kubectl(['create', 'secret', 'generic', 'events-app', '-n', SHOP, '--from-literal=username=admin', `--from-literal=password=${password}`]);
  await kubectl(['create', 'configmap', 'trust', '-n', SHOP, `--from-literal=ca.crt=${read('ca.crt')}`]);
  expect(warnings(await kubectl(['apply', '-f', '-'], toYaml(manifests())))).toEqual([]);
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await namespaces.remove();
});

test('nodes that must speak TLS to each other make one ring', async () => {
  await ring.isOneRing(NODES);
  const plain = await ring.exec('events-0', 'exec 3<>"/dev/tcp/$POD_IP/7000" && printf "\\xca\\x55\\x2d\\xfa\\x0c\\0\\0\\0\\0\\0\\0\\0" >&3 && timeout 5 head -c 1 <&3 | wc -c');
  expect(plain.stdout.trim()).toBe('0');
});

test('a login without TLS is refused, one of a consumer in another namespace goes by what it was told', async () => {
  expect((await ring.exec('events-0', `cqlsh -u admin -p ${password} "$POD_IP" -e "SELECT key FROM system.local"`)).ok).toBe(false);
  const said = () => kubectl(['logs', '-n', SHOP, 'shop-0', '--tail=20']).then(({ stdout }) => stdout, () => '');
  expect(await eventually(said, text => ROW.test(text), PATIENT)).toMatch(ROW);
});

test('another certificate reaches the nodes without a restart, and is shown when they read it', async () => {
  const before = await Promise.all(ring.pods(NODES).map(pod => ring.restarts(pod)));
  expect(await shown('events-0')).toBe(serial('first'));
  certify('second');
  await give('second');
  const whole = `${read('second.key')}${read('second.crt')}`.trim();
  for (const pod of ring.pods(NODES)) {
    const file = () => ring.exec(pod, 'cat /run/tls/tls-combined.pem').then(({ stdout }) => stdout.trim());
    expect(await eventually(file, text => text === whole, 300)).toBe(whole);
    await ring.exec(pod, 'nodetool reloadssl'); // which Cassandra does by itself every ten minutes
    expect(await eventually(() => shown(pod), seen => seen === serial('second'), 60)).toBe(serial('second'));
  }
  await ring.isOneRing(NODES);
  expect(await Promise.all(ring.pods(NODES).map(pod => ring.restarts(pod)))).toEqual(before);
});
