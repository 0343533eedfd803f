import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { Guard, HeadlessService } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { forbids } from '../../src/rules/rule';
import { findings, RULES } from '../../src/rules/rules';
import { asReadBack } from '../../src/synthesis/read-back';
import { backends, build, headlessServices } from '../support/arbitraries';
import { validate } from '../support/schemas';
import { chart, synth } from '../support/synth';

/** Order included. Of one piece of JSON there is one piece of YAML, and it is made ten times as fast. */
const written = (manifests: Manifest[]) => JSON.stringify(manifests);

function refusals(manifests: Manifest[]): unknown[] {
  return manifests.flatMap(manifest => findings(RULES.filter(forbids), manifest, manifests)).map(({ complaint }) => complaint);
}

test('the schemas do catch something', () => {
  expect(() => validate([{ apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { replicas: '3' } }])).toThrow(/must have required property|must be integer|data\/spec/);
});

test('any legal HeadlessService is written twice the same, valid, and passes every rule', () => {
  fc.assert(fc.property(headlessServices, (props) => {
    const one = chart();
    const service = new HeadlessService(one, 'service', props);
    const manifests = synth(service);
    expect(synth(service)).toEqual(manifests);
    expect(synth(new HeadlessService(chart(), 'service', props))).toEqual(manifests);
    validate(manifests);
    expect(refusals(manifests)).toEqual([]);
    expect(new Guard().report(one)).toEqual([]);
    for (const { name, port, targetPort } of manifests[0].spec.ports ?? []) expect(service.endpoint(name).port).toBe(targetPort ?? port);
  }), { numRuns: 300 });
});

/** The manifest as the object's own class would have written it. */
function byCdk8s(object: ApiObject): Manifest {
  const { prototype } = (kplus.k8s as unknown as Record<string, typeof ApiObject>)[`Kube${object.kind}`]!;
  const manifest = asReadBack(prototype.toJson.call(object));
  for (const rule of object.kind === 'NetworkPolicy' ? manifest.spec.ingress : []) if (rule.ports.length === 0) delete rule.ports; // cdk8s-plus' own way of saying "any port"
  return manifest;
}

test('any legal StatefulBackend is written as cdk8s would have written it and the server reads it back, to the letter', () => {
  fc.assert(fc.property(backends, (drawing) => {
    const backend = build(chart(), drawing);
    const objects = backend.node.findAll().filter(construct => ApiObject.isApiObject(construct)).map(construct => construct as ApiObject);
    expect(written(objects.map(object => object.toJson()))).toBe(written(objects.map(byCdk8s)));
  }), { numRuns: 200 });
});

test('any legal StatefulBackend is written twice the same, valid, and passes every rule', () => {
  fc.assert(fc.property(backends, (drawing) => {
    const backend = build(chart(), drawing);
    const manifests = synth(backend);
    expect(written(synth(backend))).toBe(written(manifests)); // pure
    expect(written(synth(build(chart(), drawing)))).toBe(written(manifests)); // deterministic
    validate(manifests);
    expect(refusals(manifests)).toEqual([]);
    expect(backend.podNames).toHaveLength(drawing.props.replicas ?? 1);
  }), { numRuns: 300 });
});
