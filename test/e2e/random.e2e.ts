import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { backends, build } from '../support/arbitraries';
import { kubectl, Namespaces, toYaml, warnings } from './support/kubectl';

const namespaces = new Namespaces();
let namespace: string;

beforeAll(async () => void (namespace = await namespaces.fresh()));
afterAll(() => namespaces.remove());

const seed = Number(process.env.E2E_SEED ?? Date.now() % 2147483647);

test(`the API server takes 200 random legal backends, without a warning (E2E_SEED=${seed})`, async () => {
  const manifests = fc.sample(backends, { numRuns: 200, seed }).flatMap((drawing) => {
    const chart = new Chart(new App(), 'random', { namespace });
    build(chart, drawing);
    return Testing.synth(chart);
  });
  const answer = await kubectl(['apply', '--server-side', '--dry-run=server', '-f', '-'], toYaml(manifests));
  expect(warnings(answer)).toEqual([]);
  expect(answer.stdout.trim().split('\n')).toHaveLength(manifests.length);
});
