import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { typed } from '../../src/naming/typed';
import { chart, complaint } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const size = Size.gibibytes(1);
const says = (method: string, ...given: unknown[]) => {
  try {
    typed('here', method, ...given);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('the table is what the compiler of jsii has written down', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prop-types-'));
  try {
    execFileSync('node', ['projenrc/prop-types.js', join(folder, 'prop-types.ts')], { cwd: ROOT });
    expect(readFileSync(join(folder, 'prop-types.ts'), 'utf8') === readFileSync(join(ROOT, 'src', 'naming', 'prop-types.ts'), 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const port = (value: object) => ['HeadlessService.bind', 1, value] as const;
const backend = (value: unknown) => ['StatefulBackend.new', chart(), 'db', value] as const;
class Labelled { public readonly labels = { a: 'b' }; }

test.each<[string, readonly [string, ...unknown[]]]>([
  ['nothing where something may be left out', backend(undefined)],
  ['undefined for a prop that may be left out', backend({ replicas: undefined })],
  ['a prop that nobody knows', backend({ more: 1 })],
  ['a text that is to be a number, of which its bounds are told later', port({ targetPort: '80' })],
  ['a list', backend({ containers: [{ image: 'db:1' }] })],
  ['a map, and what is undefined in it', backend({ selectorLabels: { app: 'db', tier: undefined } })],
  ['a map without a prototype', backend({ selectorLabels: Object.assign(Object.create(null) as object, { app: 'db' }) })],
  ['one of our words', backend({ claimsWhenDeleted: 'Delete' })],
  ["a word of another's, whatever it is", backend({ podManagementPolicy: 'Whatever' })],
  ['an object of a class', backend({ minReady: Duration.seconds(1) })],
  ['an object of a class in the place of a struct, with something of it', backend({ metadata: new Labelled() })],
  ['a construct in the place of a struct, of which others tell', ['CassandraTls.fromSecret', kplus.Secret.fromSecretName(chart(), 'secret', 'pem')]],
  ["an object of Kubernetes' with what YAML has", backend({ podFields: { os: 'linux', readinessGates: [{ conditionType: undefined }], supplementalGroups: [1], seLinuxOptions: { level: null } } })],
  ['a quantity', backend({ podFields: { overhead: { cpu: kplus.k8s.Quantity.fromString('1m') } } })],
  ['what is produced later', backend({ metadata: Lazy.any({ produce: () => ({}) }), podFields: { seLinuxOptions: Lazy.any({ produce: () => ({}) }), overhead: { resolve: () => ({}) } } })],
  ['anything where anything is taken', ['CassandraCluster.connect', 5, {}]],
])('takes %s', (_, [method, ...given]) => expect(says(method, ...given)).toBeUndefined());

test.each<[string, readonly [string, ...unknown[]]]>([
  ["'name' must be a string, got 5", ['StatefulBackend.addClaim', 5, { size }]],
  ["'name' must be a string, got nothing", ['StatefulBackend.addClaim', undefined, { size }]],
  ["'podFields.nodeSelector' must be a map, got {\"resolve\":\"a function\"}; a Lazy cannot stand for the whole map", backend({ podFields: { nodeSelector: { resolve: () => ({}) } } })],
  ["'size' must be a Size, got nothing", ['StatefulBackend.addClaim', 'data', {}]],
  ["'size' must be a Size, got '1Gi'", ['StatefulBackend.addClaim', 'data', { size: '1Gi' }]],
  ["'size' must be a Size, got null", ['StatefulBackend.addClaim', 'data', { size: null }]],
  ["'size' must be a Size, got {\"amount\":5}", ['StatefulBackend.addClaim', 'data', { size: { amount: 5 } }]],
  ["'props' must be an object, got 5", ['StatefulBackend.addClaim', 'data', 5]],
  ["'props' must be an object, got []", ['StatefulBackend.addClaim', 'data', []]],
  ["'props' must be an object, got null", backend(null)],
  ["'props' must be an object, got {\"unitMillis\":1}", backend({ unitMillis: 1, __proto__: { own: 1 } })],
  ["'isolate' must be true or false, got 'yes'", backend({ isolate: 'yes' })],
  ["'replicas' must be a number, got null", backend({ replicas: null })],
  ["'replicas' must be a number, got 1n", backend({ replicas: 1n })],
  ["'containers' must be a list, got {}", backend({ containers: {} })],
  ["'containers[1]' must be an object, got null", backend({ containers: [{ image: 'db:1' }, null] })],
  ["'containers[0].ports[0].number' must be a number, got nothing", backend({ containers: [{ image: 'db:1', ports: [{}] }] })],
  ["'selectorLabels' must be a map, got ['app']", backend({ selectorLabels: ['app'] })],
  ["'selectorLabels.app' must be a string, got 5", backend({ selectorLabels: { app: 5 } })],
  ["'claimsWhenDeleted' must be 'Retain' or 'Delete', got 'delete'", backend({ claimsWhenDeleted: 'delete' })],
  ["'serviceAccount' must be an IServiceAccount, got 'db'", backend({ serviceAccount: 'db' })],
  ["'podFields.seLinuxOptions' must be an object, got 's0'", backend({ podFields: { seLinuxOptions: 's0' } })],
  ["'podFields.seLinuxOptions.level' must be something that YAML has, got NaN", backend({ podFields: { seLinuxOptions: { level: NaN } } })],
  ["'podFields.readinessGates[0].conditionType' must be something that YAML has, got a function", backend({ podFields: { readinessGates: [{ conditionType: () => 1 }] } })],
  ["'podFields.seLinuxOptions.level' must be something that YAML has, got \"1970-01-01T00:00:00.000Z\"", backend({ podFields: { seLinuxOptions: { level: new Date(0) } } })],
])('says %s', (said, [method, ...given]) => expect(says(method, ...given)).toBe(`here: ${said.replace("['app']", '["app"]')}`));

test('says of what contains itself where it begins anew', () => {
  const seLinuxOptions: Record<string, unknown> = { level: 's0' };
  seLinuxOptions.user = seLinuxOptions;
  expect(says(...backend({ podFields: { seLinuxOptions } }))).toBe("here: 'podFields.seLinuxOptions.user' must be something that YAML has, got {\"level\":\"s0\",\"user\":\"(itself)\"}");
});

test('a method that is not there is a fault of ours', () => expect(complaint(() => typed('here', 'Nobody.knows'))).not.toMatch(/^here/));
