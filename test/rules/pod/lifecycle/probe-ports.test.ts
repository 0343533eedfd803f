import { probePorts } from '../../../../src/rules/pod/lifecycle/probe-ports';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(probePorts, statefulSet(changes));

describe.each(['livenessProbe', 'readinessProbe', 'startupProbe'])('%s', (probe) => {
  describe.each(['httpGet', 'tcpSocket'])('%s', (handler) => {
    const path = `${CONTAINER}.${probe}.${handler}.port`;

    test.each(['cql', 9042, 1, undefined, null, {}])('may ask for port %p', (port) => {
      expect(says({ [path]: port })).toEqual([]);
    });

    test.each(['http', 'CQL', '9042', ''])('had better not ask for port "%s"', (port) => {
      expect(says({ [path]: port })).toEqual([`here: '${path}' must be the name of a port of the container, or a number, got '${port}'`]);
    });
  });

  test.each([undefined, null, 'text', { exec: { command: ['true'] } }, { tcpSocket: null, httpGet: 'text' }].map(value => [value]))('may be %j', (value) => {
    expect(says({ [`${CONTAINER}.${probe}`]: value })).toEqual([]);
  });
});

test.each([undefined, null, 'cql', [null], []].map(ports => [ports]))('finds no port where the ports are %j', (ports) => {
  expect(says({ [`${CONTAINER}.ports`]: ports })).toEqual([`here: '${CONTAINER}.readinessProbe.tcpSocket.port' must be the name of a port of the container, or a number, got 'cql'`]);
});

test('does not look for the port in another container', () => {
  expect(says({ 'spec.template.spec.containers[1]': { readinessProbe: { tcpSocket: { port: 'cql' } } } })).toEqual([
    "here: 'spec.template.spec.containers[1].readinessProbe.tcpSocket.port' must be the name of a port of the container, or a number, got 'cql'",
  ]);
});

test.each<[string, unknown]>([['spec', null], ['spec.template', 'text'], ['spec.template.spec.containers', {}], ['spec.template.spec.containers', [null]]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
