import { servicePorts } from '../../../src/rules/service/service-ports';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(servicePorts, service(changes));
const MISSING = "here: 'spec.ports' must be at least one port, unless the Service is headless";
const PORT = "here: 'spec.ports[0].port' must be a whole number from 1 to 65535";

describe('a Service without ports', () => {
  const NONE: [unknown, string][] = [[undefined, 'nothing'], [null, 'null'], [[], '[]'], [{}, '{}'], ['9042', "'9042'"], [9042, '9042']];

  test.each(NONE)('is refused where it has an address: %j', (ports, got) => {
    expect(says({ 'spec.ports': ports })).toEqual([`${MISSING}, got ${got}`]);
  });

  test.each(NONE)('passes where it is headless: %j', (ports) => {
    expect(complaints(servicePorts, headless({ 'spec.ports': ports }))).toEqual([]);
  });

  test.each(NONE)('passes where it is an alias: %j', (ports) => {
    expect(says({ 'spec.ports': ports, 'spec.type': 'ExternalName' })).toEqual([]);
  });

  test.each([undefined, null, 'text', 5])('is what a spec of %p makes', (spec) => {
    expect(says({ spec })).toEqual([`${MISSING}, got nothing`]);
  });
});

describe('the number of a port', () => {
  test.each([1, 9042, 65535])('may be %p', (port) => {
    expect(says({ 'spec.ports[0].port': port })).toEqual([]);
  });

  test.each([
    [-1, '-1'], [0, '0'], [65536, '65536'], [1.5, '1.5'], [NaN, 'NaN'], ['9042', "'9042'"], [null, 'null'], [undefined, 'nothing'], [{}, '{}'],
  ])('may not be %p', (port, got) => {
    expect(says({ 'spec.ports[0].port': port })).toEqual([`${PORT}, got ${got}`]);
  });

  test('is missed in a port that is null', () => {
    expect(says({ 'spec.ports': [null] })).toEqual([`${PORT}, got nothing`]);
  });
});

describe('the target port', () => {
  test.each([1, 65535, 0, 'cql', undefined, null, '', {}])('may be %p', (targetPort) => {
    expect(says({ 'spec.ports[0].targetPort': targetPort })).toEqual([]);
  });

  test.each([[-1, '-1'], [65536, '65536'], [1.5, '1.5'], [NaN, 'NaN']])('may not be %p', (targetPort, got) => {
    expect(says({ 'spec.ports[0].targetPort': targetPort })).toEqual([`here: 'spec.ports[0].targetPort' must be a whole number from 1 to 65535, or the name of a port, got ${got}`]);
  });
});

describe('the same number twice', () => {
  const twice = (first: unknown, second: unknown) => says({ 'spec.ports': [{ port: 53, protocol: first }, { port: 53, protocol: second }] });

  test.each<[unknown, unknown]>([['TCP', 'UDP'], [undefined, 'UDP'], ['SCTP', null]])('passes with protocols %p and %p', (first, second) => {
    expect(twice(first, second)).toEqual([]);
  });

  test.each<[unknown, unknown, string]>([
    ['TCP', 'TCP', 'TCP'], ['UDP', 'UDP', 'UDP'], [undefined, undefined, 'TCP'], ['TCP', undefined, 'TCP'], [null, 'TCP', 'TCP'], ['', 'TCP', 'TCP'], [{}, undefined, 'TCP'],
  ])('is refused with protocols %p and %p', (first, second, protocol) => {
    expect(twice(first, second)).toEqual([`here: 'spec.ports[1].port' must be a port that no other ${protocol} port of the Service has, got 53`]);
  });

  test('is not complained of where it is no number at all', () => {
    expect(says({ 'spec.ports': [{ port: 0 }, { port: 0 }] })).toEqual([`${PORT}, got 0`, "here: 'spec.ports[1].port' must be a whole number from 1 to 65535, got 0"]);
  });

  test('is found among many', () => {
    expect(says({ 'spec.ports': [{ port: 1 }, { port: 2 }, { port: 3 }, { port: 2 }] })).toEqual(["here: 'spec.ports[3].port' must be a port that no other TCP port of the Service has, got 2"]);
  });
});
