import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, HeadlessServiceProps } from '../../src';
import { compile } from '../support/compiler';
import { recommended } from '../support/labels';
import { chart, complaint, synth } from '../support/synth';

// What a headless Service cannot have, at the three levels that refuse it: the compiler, the constructor, and synthesis after a patch.

const OUTSIDE = 'for access from outside put a client Service beside it (a StatefulBackend has addClientService), or one Service per pod (addPodServices)';
const OUTSIDE_SHORT = 'for access from outside add a client Service, or one Service per pod';
const SERVICE_TYPE = 'import("cdk8s-plus-28/lib/service").ServiceType';

interface Row {
  readonly prop: string;
  /** As it is written in a program, and what that is. */
  readonly code: string;
  readonly value: unknown;
  readonly type: string;
  /** What the compiler says is refused, and why. */
  readonly notAllowed: string;
  readonly constructor: string;
  readonly patch: JsonPatch;
  readonly synthesis: string;
}

const NO_TYPE = 'a headless Service has no type but ClusterIP: for NodePort or LoadBalancer put a client Service beside it, or one Service per pod';

function typeRow(member: string, value: string): Row {
  return {
    prop: 'type',
    code: `kplus.ServiceType.${member}`,
    value,
    type: SERVICE_TYPE,
    notAllowed: NO_TYPE,
    constructor: `'type' must be left out, because a headless Service is always of type ClusterIP, got '${value}'; ${OUTSIDE}`,
    patch: JsonPatch.replace('/spec/type', value),
    synthesis: `prod/db: 'spec.type' must be 'ClusterIP' for a headless Service, got '${value}'; ${OUTSIDE_SHORT}`,
  };
}

const ROWS: Row[] = [
  typeRow('NODE_PORT', 'NodePort'),
  typeRow('LOAD_BALANCER', 'LoadBalancer'),
  typeRow('EXTERNAL_NAME', 'ExternalName'),
  {
    prop: 'clusterIP',
    code: "'10.0.0.1'",
    value: '10.0.0.1',
    type: 'string',
    notAllowed: 'a headless Service has no clusterIP but None: for an address that balances put a client Service beside it',
    constructor: "'clusterIP' must be left out, because a headless Service always has clusterIP 'None', got '10.0.0.1'; "
      + 'for one address for all pods add a client Service (a StatefulBackend has addClientService)',
    patch: JsonPatch.replace('/spec/clusterIP', '10.0.0.1'),
    synthesis: "prod/db: 'spec.clusterIP' must be 'None', because this Service is headless, got '10.0.0.1'; "
      + 'for one address for all pods add a client Service',
  },
  {
    prop: 'externalName',
    code: "'db.example.com'",
    value: 'db.example.com',
    type: 'string',
    notAllowed: 'a headless Service has no externalName: for an alias add a Service of type ExternalName',
    constructor: "'externalName' must be left out, because a headless Service answers with pods, not with an alias, got 'db.example.com'; "
      + 'for an alias put a kplus.Service of type ExternalName beside it',
    patch: JsonPatch.add('/spec/externalName', 'db.example.com'),
    synthesis: "prod/db: 'spec.externalName' must be left out of a headless Service, which ignores it, got 'db.example.com'; "
      + 'for an alias add a Service of type ExternalName',
  },
  {
    prop: 'externalIPs',
    code: "['192.0.2.1']",
    value: ['192.0.2.1'],
    type: 'string[]',
    notAllowed: 'a headless Service has no externalIPs: put a client Service beside it, or one Service per pod',
    constructor: `'externalIPs' must be left out, because a headless Service has no address to route to, got ["192.0.2.1"]; ${OUTSIDE}`,
    patch: JsonPatch.add('/spec/externalIPs', ['192.0.2.1']),
    synthesis: "prod/db: 'spec.externalIPs' must be left out of a headless Service, which ignores it, got [\"192.0.2.1\"]; "
      + 'set it on a client Service, or on one Service per pod',
  },
  {
    prop: 'loadBalancerSourceRanges',
    code: "['192.0.2.0/24']",
    value: ['192.0.2.0/24'],
    type: 'string[]',
    notAllowed: 'a headless Service has no loadBalancerSourceRanges: put a client Service beside it, or one Service per pod',
    constructor: `'loadBalancerSourceRanges' must be left out, because a headless Service has no load balancer, got ["192.0.2.0/24"]; ${OUTSIDE}`,
    patch: JsonPatch.add('/spec/loadBalancerSourceRanges', ['192.0.2.0/24']),
    synthesis: `prod/db: 'spec.loadBalancerSourceRanges' must be left out of a headless Service, got ["192.0.2.0/24"]; ${OUTSIDE_SHORT}`,
  },
];

/** How each of them gets into a program. */
const WAYS: [string, (row: Row) => string][] = [
  ['as a literal', ({ prop, code }) => `new HeadlessService(chart, 'db', { ${prop}: ${code} });`],
  ['through a variable', ({ prop, code }) => `const props = { ${prop}: ${code} }; new HeadlessService(chart, 'db', props);`],
  ['through a spread', ({ prop, code }) => `const props = { ${prop}: ${code} }; new HeadlessService(chart, 'db', { ...props, publishNotReadyAddresses: true });`],
  ['through a conditional spread', ({ prop, code }) => `declare const on: boolean; new HeadlessService(chart, 'db', { ...(on ? { ${prop}: ${code} } : {}) });`],
  ['by `as HeadlessServiceProps`', ({ prop, code }) => `new HeadlessService(chart, 'db', { ${prop}: ${code} } as HeadlessServiceProps);`],
  ['as a const', ({ prop, code }) => `const value = ${code}; const props = { ${prop}: value } as const; new HeadlessService(chart, 'db', props);`],
];

describe('the compiler', () => {
  const said = compile(WAYS.flatMap(([, program]) => ROWS.map(program)));

  describe.each(WAYS.map(([way], i) => [way, i] as const))('refuses %s', (_, way) => {
    test.each(ROWS.map((row, i) => [row.prop, row.code, row, i] as const))('%s: %s, and says why', (prop, _code, { notAllowed }, i) => {
      const message = said[way * ROWS.length + i];
      expect(message).toContain(`NotAllowed<"${notAllowed}">`);
      expect(notAllowed).toContain(prop);
    });
  });

  test.each(ROWS.filter(row => !row.type.endsWith('[]')).map(row => [row.prop, row.code, row] as const))('says of %s: %s as a literal nothing but the sentence', (_prop, _code, row) => {
    expect(said[ROWS.indexOf(row)]).toBe(`Type '${row.type}' is not assignable to type 'NotAllowed<"${row.notAllowed}">'.`);
  });

  const NO_NODE_PORT = 'NotAllowed<"a headless Service has no nodePort: put a client Service beside it, or one Service per pod">';
  const [port, portVariable, bind, bindVariable] = compile([
    "new HeadlessService(chart, 'db', { ports: [{ port: 9042, nodePort: 30042 }] });",
    "const ports = [{ port: 9042, nodePort: 30042 }]; new HeadlessService(chart, 'db', { ports });",
    'headless.bind(9042, { nodePort: 30042 });',
    'const options = { nodePort: 30042 }; headless.bind(9042, options);',
  ]);

  test.each([['in a port', port], ['in a variable', portVariable], ['in bind', bind], ['in a variable for bind', bindVariable]])('refuses a nodePort %s, and says why', (_, message) => {
    expect(message).toContain(NO_NODE_PORT);
  });

  const [serviceProps, spreadServiceProps, assignType, assignAddress, plain, plainAsBackend] = compile([
    "declare const props: kplus.ServiceProps; new HeadlessService(chart, 'db', props);",
    "declare const props: kplus.ServiceProps; new HeadlessService(chart, 'db', { ...props });",
    'headless.type = kplus.ServiceType.NODE_PORT;',
    "headless.clusterIP = '10.0.0.1';",
    'const service: HeadlessService = plain;',
    "new StatefulBackend(chart, 'db', { service: plain });",
  ]);

  test('refuses the props of a kplus.Service, as they are and spread', () => {
    expect(serviceProps).toContain(`NotAllowed<"${NO_TYPE}">`);
    expect(spreadServiceProps).toContain(`NotAllowed<"${NO_TYPE}">`);
  });

  test('refuses a later assignment', () => {
    expect(assignType).toBe("Cannot assign to 'type' because it is a read-only property.");
    expect(assignAddress).toBe("Cannot assign to 'clusterIP' because it is a read-only property.");
  });

  test('refuses a plain kplus.Service where a HeadlessService is asked for', () => {
    expect(plain).toContain("Type 'Service' is missing the following properties from type 'HeadlessService'");
    expect(plainAsBackend).toContain("Type 'Service' is missing the following properties from type 'HeadlessService'");
  });

  test('takes whatever is legal, and a HeadlessService wherever cdk8s-plus takes a Service', () => {
    const legal = compile([
      "new HeadlessService(chart, 'db');",
      "new HeadlessService(chart, 'db', { type: undefined, clusterIP: undefined, ports: [{ port: 9042, nodePort: undefined }] });",
      "new HeadlessService(chart, 'db', { ports: [{ port: 9042, name: 'cql', targetPort: 9043, protocol: kplus.Protocol.TCP }] });",
      "const service: kplus.Service = headless; new kplus.StatefulSet(chart, 'set', { service: headless }); service.bind(9042);",
      "kplus.IngressBackend.fromService(headless); new StatefulBackend(chart, 'b', { service: headless });",
      "headless.bind(9042, { name: 'cql' });",
    ]);
    expect(legal).toEqual(['', '', '', '', '', '']);
  });
});

describe('the constructor', () => {
  test.each(ROWS.map(row => [row.prop, row.code, row] as const))('refuses %s: %s where no compiler has', (prop, _, { value, constructor }) => {
    expect(complaint(() => new HeadlessService(chart(), 'db', { [prop]: value } as HeadlessServiceProps))).toBe(`prod/db: ${constructor}`);
  });

  test.each(['', 0, false, null])('refuses %p as well: it was said', (value) => {
    expect(complaint(() => new HeadlessService(chart(), 'db', { clusterIP: value } as unknown as HeadlessServiceProps))).toBe(
      `prod/db: 'clusterIP' must be left out, because a headless Service always has clusterIP 'None', got ${value === '' ? "''" : String(value)}; `
      + 'for one address for all pods add a client Service (a StatefulBackend has addClientService)',
    );
  });

  test('takes an explicit undefined for nothing', () => {
    const props = { type: undefined, clusterIP: undefined, externalName: undefined, externalIPs: undefined, loadBalancerSourceRanges: undefined };
    expect(synth(new HeadlessService(chart(), 'db', props))).toEqual(synth(new HeadlessService(chart(), 'db')));
  });

  const nodePort = (i: number, got: number) => `prod/db: 'ports[${i}].nodePort' must be left out, because a headless Service opens no port on the nodes, got ${got}; ${OUTSIDE}`;

  test('refuses a nodePort in a port', () => {
    const ports = [{ port: 9042 }, { port: 7000, nodePort: 30042 }] as HeadlessServiceProps['ports'];
    expect(complaint(() => new HeadlessService(chart(), 'db', { ports }))).toBe(nodePort(1, 30042));
  });

  test('refuses a nodePort in bind, also where the Service is taken for a plain one', () => {
    const service: kplus.Service = new HeadlessService(chart(), 'db');
    expect(complaint(() => service.bind(9042, { nodePort: 30042 }))).toBe(nodePort(0, 30042));
  });
});

describe('synthesis', () => {
  test.each(ROWS.map(row => [row.prop, row.code, row] as const))('refuses a patch that sets %s to %s', (_prop, _code, { patch, synthesis }) => {
    const service = new HeadlessService(chart(), 'db', { ports: [{ port: 9042 }] });
    ApiObject.of(service).addJsonPatch(patch);
    expect(complaint(() => synth(service))).toBe(synthesis);
  });

  test.each([
    ['clusterIP', undefined, "prod/db: 'spec.clusterIP' must be 'None', because this Service is headless, got nothing; for one address for all pods add a client Service"],
    ['type', 'NodePort', `prod/db: 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; ${OUTSIDE_SHORT}`],
    ['externalName', 'x.example.com', "prod/db: 'spec.externalName' must be left out of a headless Service, which ignores it, got 'x.example.com'; for an alias add a Service of type ExternalName"],
  ])('refuses a later assignment of %s', (prop, value, message) => {
    const service = new HeadlessService(chart(), 'db', { ports: [{ port: 9042 }] });
    (service as unknown as Record<string, unknown>)[prop] = value;
    expect(complaint(() => synth(service))).toBe(message);
  });

  test('refuses a patch that adds a nodePort', () => {
    const service = new HeadlessService(chart(), 'db', { ports: [{ port: 9042 }] });
    ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/ports/0/nodePort', 30042));
    expect(complaint(() => synth(service))).toBe(`prod/db: 'spec.ports[0].nodePort' must be left out of a headless Service, got 30042; ${OUTSIDE_SHORT}`);
  });

  test('refuses a patch that takes a port its name', () => {
    const service = new HeadlessService(chart(), 'db', { ports: [{ port: 9042 }] });
    ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/ports/0/name'));
    expect(complaint(() => synth(service))).toBe("prod/db: 'spec.ports[0].name' must be set, because only named ports get SRV records, got nothing");
  });

  test('lets every other patch through unharmed', () => {
    const service = new HeadlessService(chart(), 'db', { ports: [{ port: 9042 }] });
    ApiObject.of(service).addJsonPatch(JsonPatch.add('/metadata/annotations', { team: 'data' }), JsonPatch.add('/spec/internalTrafficPolicy', 'Local'));
    expect(synth(service)).toEqual([{
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'prod', labels: recommended('db'), annotations: { team: 'data' } },
      spec: { clusterIP: 'None', type: 'ClusterIP', internalTrafficPolicy: 'Local', ports: [{ name: 'port-9042', port: 9042 }] },
    }]);
  });
});
