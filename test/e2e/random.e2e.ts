import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { backends, build } from '../support/arbitraries';
import { differences } from './support/differences';
import { kubectl, Namespaces, toYaml, warnings } from './support/kubectl';

const namespaces = new Namespaces();
let namespace: string;

beforeAll(async () => void (namespace = await namespaces.fresh()));
afterAll(() => namespaces.remove());

const seed = Number(process.env.E2E_SEED ?? Date.now() % 2147483647);

test(`the API server takes 200 random legal backends, without a warning, and gives back what was written (E2E_SEED=${seed})`, async () => {
  const manifests = fc.sample(backends, { numRuns: 200, seed }).flatMap((drawing) => {
    const chart = new Chart(new App(), 'random', { namespace });
    build(chart, drawing);
    return Testing.synth(chart);
  });
  const answer = await kubectl(['apply', '--server-side', '--dry-run=server', '-o', 'json', '-f', '-'], toYaml(manifests));
  expect(warnings(answer)).toEqual([]);
  const { items } = JSON.parse(answer.stdout);
  expect(items).toHaveLength(manifests.length);
  // an API server drops `maxUnavailable` of a StatefulSet unless its feature gate is on: by default from 1.35
  const found = manifests.flatMap((manifest, i) => differences(manifest, items[i])).filter(difference => !difference.includes('rollingUpdate.maxUnavailable'));
  expect(found).toEqual([]);
});
