import { execFile } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { eventually, get, kubectl, Namespaces, toYaml, tryKubectl } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { minorVersion } from '../../src/upgrade/cluster';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { planOf } from '../../src/upgrade/plan';
import { changes } from '../support/changes';
import { Changes, CLAIM, headless, statefulSet } from '../support/manifests';

// What the upgrade check says, held against a real API server: what it calls refused is refused and nothing else, and its ways lead where they say.

const SECONDS = 1000;
const namespaces = new Namespaces();
let namespace: string;
let minor: number;
let folder: string;

beforeAll(async () => {
  minor = minorVersion(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion)!;
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
}, 60 * SECONDS);
beforeEach(async () => void (namespace = await namespaces.fresh()), 60 * SECONDS);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await namespaces.remove();
}, 60 * SECONDS);

const placed = (manifest: Manifest): Manifest => ({ ...manifest, metadata: { ...manifest.metadata, namespace } });

/** Three pods, of an image that nobody knows, on the class that the cluster has by default. */
const set = (changed: Changes = {}) => placed(statefulSet({ 'spec.template.spec.containers[0].image': 'example.com/db:1', 'spec.template.spec.containers[0].readinessProbe': undefined, ...changed }));
const service = (name = 'db') => placed(headless({ 'metadata.name': name }));

const file = (name: string, all: readonly Manifest[]) => {
  const path = join(folder, name);
  writeFileSync(path, toYaml(all));
  return path;
};

/** As a user runs it. */
const shell = (command: string) => new Promise<string>((resolve, reject) => {
  execFile('bash', ['-euo', 'pipefail', '-c', command], { cwd: folder }, (error, stdout, stderr) => error ? reject(new Error(`${command}\n${stdout}${stderr}`)) : resolve(stdout));
});

interface Pods {
  readonly uids: Record<string, string>;
  readonly volumes: Record<string, string>;
}

async function state(): Promise<Pods> {
  const [pods, claims] = await Promise.all([get('pods', '-n', namespace), get('pvc', '-n', namespace)]);
  return {
    uids: Object.fromEntries(pods.items.map(({ metadata }: Manifest) => [metadata.name, metadata.uid])),
    volumes: Object.fromEntries(claims.items.map(({ metadata, spec }: Manifest) => [metadata.name, spec.volumeName])),
  };
}

async function ready(name: string, pods: number): Promise<void> {
  const answer = await eventually(() => get('statefulset', name, '-n', namespace), ({ status }) => status.readyReplicas === pods, 180);
  expect(answer.status.readyReplicas).toBe(pods);
}

/** Applies the old objects, takes every step that is not by hand, and sees that nothing is left to change. */
async function walk(before: readonly Manifest[], after: readonly Manifest[], name = 'db'): Promise<{ was: Pods; is: Pods }> {
  await kubectl(['apply', '-f', file('old.yaml', before)]);
  await ready('db', 3);
  const was = await state();
  const apply = `kubectl apply -f ${file('new.yaml', after)}`;
  const upgrade = compared(before, after, { minor, apply, objects: [] });
  for (const { command } of planOf(judged(upgrade), upgrade)) if (!command.startsWith('#')) await shell(command);
  await ready(name, 3);
  const live = await Promise.all(after.map(({ kind, metadata }) => get(kind, metadata.name, '-n', namespace)));
  expect(judged(compared(live, after, { minor, apply, objects: [] }))).toEqual([]);
  return { was, is: await state() };
}

describe('the ways out', () => {
  test.each<[string, Changes]>([
    ['another policy', { 'spec.podManagementPolicy': 'OrderedReady' }],
    ['a label of the claims', { [`${CLAIM}.metadata.labels.chart`]: 'db-2' }],
    ['a smaller claim', { [`${CLAIM}.spec.resources.requests.storage`]: '512Mi' }],
    ['OnDelete', { 'spec.updateStrategy.type': 'OnDelete' }],
    ['a selector that the pods match', { 'spec.selector.matchLabels.tier': 'x' }],
  ])('restart nothing: %s', async (_, changed) => {
    const label = { 'spec.template.metadata.labels.tier': 'x' };
    const { was, is } = await walk([service(), set(label)], [service(), set({ ...label, ...changed })]);
    expect(is).toEqual(was);
  }, 300 * SECONDS);

  test.each<[string, Changes, Manifest[]?]>([
    ['other labels', { 'spec.selector.matchLabels.tier': 'x', 'spec.template.metadata.labels.tier': 'x' }],
    ['a claim more', { 'spec.volumeClaimTemplates[1]': { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } }],
  ])('restart each pod on its volume: %s', async (_, changed) => {
    const { was, is } = await walk([service(), set()], [service(), set(changed)]);
    expect(Object.keys(is.uids)).toEqual(Object.keys(was.uids));
    expect(Object.entries(was.uids).filter(([pod, uid]) => is.uids[pod] === uid)).toEqual([]);
    expect(is.volumes).toMatchObject(was.volumes);
  }, 600 * SECONDS);

  test('restart each pod under its new name: another Service', async () => {
    const { was, is } = await walk([service(), set()], [service('db-headless'), set({ 'spec.serviceName': 'db-headless' })]);
    expect(is.volumes).toEqual(was.volumes);
    const pods = await get('pods', '-n', namespace);
    expect(pods.items.map(({ spec }: Manifest) => spec.subdomain)).toEqual(['db-headless', 'db-headless', 'db-headless']);
    expect((await get('services', '-n', namespace)).items.map(({ metadata }: Manifest) => metadata.name)).toEqual(['db-headless']);
  }, 600 * SECONDS);

  test('give the volumes to a set of another name', async () => {
    const { was, is } = await walk([service(), set()], [service(), set({ 'metadata.name': 'data' })], 'data');
    expect(is.volumes).toEqual(Object.fromEntries(Object.entries(was.volumes).map(([claim, volume]) => [claim.replace('-db-', '-data-'), volume])));
  }, 600 * SECONDS);
});

const seed = Number(process.env.E2E_SEED ?? Date.now() % 2147483647);
const PAIRS = Number(process.env.E2E_PAIRS ?? 2000);
const AT_ONCE = 200;

test(`of ${PAIRS} random changes the API server refuses those that are called refused, and no other (E2E_SEED=${seed})`, async () => {
  const pairs = fc.sample(changes, { numRuns: PAIRS, seed }).map(({ before, after }, i) => {
    const named = (manifest: Manifest) => placed({ ...manifest, metadata: { ...manifest.metadata, name: `r-${i}` } });
    return { name: `r-${i}`, before: named(before), after: named(after) };
  });
  const wrong: string[] = [];
  for (let from = 0; from < pairs.length; from += AT_ONCE) {
    const some = pairs.slice(from, from + AT_ONCE);
    await kubectl(['apply', '-f', file('old.yaml', some.map(({ before }) => before))]);
    const answer = await tryKubectl(['apply', '--dry-run=server', '-o', 'name', '-f', file('new.yaml', some.map(({ after }) => after))]);
    const taken = new Set(answer.stdout.trim().split('\n').map(line => line.split('/').at(-1)));
    for (const { name, before, after } of some) {
      const refused = judged(compared([before], [after], { minor, apply: '', objects: [] })).some(({ effect }) => effect === 'refused');
      if (refused === taken.has(name)) wrong.push(`${refused ? 'not refused' : 'refused'} by the server: ${JSON.stringify([before, after])}\n${answer.stderr.split('\n').filter(line => line.includes(`"${name}"`)).join('\n')}`);
    }
    await kubectl(['delete', '--wait=false', '-f', join(folder, 'old.yaml')]);
  }
  expect(wrong).toEqual([]);
}, 1200 * SECONDS);
