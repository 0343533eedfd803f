import { Cron, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, PodFields, StatefulBackend, StatefulBackendProps } from '../../src';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';
import { chart, complaint } from '../support/synth';

const SUBDOMAIN = "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'";
const QUALIFIED = "up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/'";
const LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const DOMAIN = 'a domain name, 253 characters at most';

const late = (value: unknown) => Lazy.any({ produce: () => value }) as never;
const define = (props: StatefulBackendProps) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], ...props });
const account = (name: string) => kplus.ServiceAccount.fromServiceAccountName(chart(), 'account', name);
const hosts = (...hostnames: string[]) => ({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }, { ip: '10.0.0.2', hostnames }] });
const at = (ip: string) => ({ hostAliases: [{ ip, hostnames: ['a'] }] });
const fields = (podFields: PodFields) => ({ podFields });

type Asked = Pick<StatefulBackendProps, 'hostAliases' | 'priorityClassName' | 'serviceAccount' | 'podFields' | 'dns'>;

describe.each<[string, string, (props: Asked) => unknown]>([
  ['a backend', 'prod/db', define],
  ['a ring', 'prod/events', props => ring(props)],
  ['a replica set', 'prod/orders', props => set(props)],
])('at %s', (_, where, make) => {
  test.each<[string, Asked]>([
    ['the lowest address', at('0.0.0.0')],
    ['the highest address', at('255.255.255.255')],
    ['an address of IPv6', at('2001:db8::1')],
    ['an address that is told later', at(late('10.0.0.1'))],
    ['hosts that are told later', { hostAliases: [late({ ip: '10.0.0.1', hostnames: ['a'] })] }],
    ['a claim that is told later', fields({ resourceClaims: [late({ name: 'a', resourceClaimName: 'x' })] })],
    ['no host names at all', hosts()],
    ['host names of one letter, and of 253 characters', hosts('a', 'a'.repeat(253))],
    ['a host name that is told later', hosts(late('a'))],
    ['host names that are told later, all at once', { hostAliases: [{ ip: '10.0.0.1', hostnames: late(['a']) }] }],
    ['classes with short and long names', { priorityClassName: 'a', podFields: { runtimeClassName: 'a'.repeat(253) } }],
    ['the default priority class', { priorityClassName: '', podFields: { priorityClassName: '' } }],
    ['classes that are told later', { priorityClassName: late('a'), podFields: { runtimeClassName: late('b') } }],
    ['an account with dots in its name', { serviceAccount: account('a.b') }],
    ['claims and gates', fields({ resourceClaims: [{ name: 'a', resourceClaimName: 'a.b' }], readinessGates: [{ conditionType: 'a.b/C' }], schedulingGates: [{ name: 'a.b/C' }] })],
    ['claims that are told later', fields({ resourceClaims: late([]), schedulingGates: [{ name: late('a') }] })],
    ['a domain with an underscore', { dns: { nameservers: ['10.0.0.10', '2001:db8::1'], searches: ['_a.example.org.', '.'] } }],
    ['resolvers that are told later', { dns: { nameservers: [late('10.0.0.10')], searches: [late('a')] } }],
  ])('pods take %s', (__, props) => expect(() => make(props)).not.toThrow());

  test.each<[Asked, string]>([
    [at(''), "'hostAliases[0].ip' must be an IP address, got ''"],
    [at('1.2.3'), "'hostAliases[0].ip' must be an IP address, got '1.2.3'"],
    [at('10.0.0.256'), "'hostAliases[0].ip' must be an IP address, got '10.0.0.256'"],
    [at('10.0.0.01'), "'hostAliases[0].ip' must be an IP address, got '10.0.0.01'"],
    [at('db.example.org'), "'hostAliases[0].ip' must be an IP address, got 'db.example.org'"],
    [hosts(''), `'hostAliases[1].hostnames[0]' must be ${SUBDOMAIN}, got ''`],
    [hosts('a', 'My_Host'), `'hostAliases[1].hostnames[1]' must be ${SUBDOMAIN}, got 'My_Host'`],
    [hosts('a'.repeat(254)), `'hostAliases[1].hostnames[0]' must be ${SUBDOMAIN}, got '${'a'.repeat(254)}'`],
    [{ priorityClassName: 'High' }, `'priorityClassName' must be ${SUBDOMAIN}, got 'High'`],
    [{ priorityClassName: 'a'.repeat(254) }, `'priorityClassName' must be ${SUBDOMAIN}, got '${'a'.repeat(254)}'`],
    [fields({ priorityClassName: 'a..b' }), `'podFields.priorityClassName' must be ${SUBDOMAIN}, got 'a..b'`],
    [fields({ runtimeClassName: 'g_visor' }), `'podFields.runtimeClassName' must be ${SUBDOMAIN}, got 'g_visor'`],
    [fields({ runtimeClassName: '' }), `'podFields.runtimeClassName' must be ${SUBDOMAIN}, got ''`],
    [{ serviceAccount: account('My_Account') }, `'serviceAccount' must be ${SUBDOMAIN}, got 'My_Account'`],
    [fields({ readinessGates: [{ conditionType: 'a b' }] }), `'podFields.readinessGates[0].conditionType' must be ${QUALIFIED}, got 'a b'`],
    [fields({ schedulingGates: [{ name: 'a' }, { name: 'a b' }] }), `'podFields.schedulingGates[1].name' must be ${QUALIFIED}, got 'a b'`],
    [fields({ resourceClaims: [{ name: 'G', resourceClaimName: 'a' }] }), `'podFields.resourceClaims[0].name' must be ${LABEL}, got 'G'`],
    [fields({ resourceClaims: [{ name: 'a', resourceClaimName: 'A' }] }), `'podFields.resourceClaims[0].resourceClaimName' must be ${SUBDOMAIN}, got 'A'`],
    [fields({ resourceClaims: [{ name: 'a' }] }), "'podFields.resourceClaims[0]' must be from one of resourceClaimName, resourceClaimTemplateName, got 'a'"],
    [fields({ resourceClaims: [{ name: 'a', resourceClaimName: 'a' }, { name: 'a', resourceClaimName: 'b' }] }), "'podFields.resourceClaims[1].name' must be a name that no other claim of the pod has, got 'a'"],
    [{ dns: { nameservers: ['10.0.0.10', 'dns'] } }, "'dns.nameservers[1]' must be an IP address, got 'dns'"],
    [{ dns: { searches: ['a', 'a b'] } }, `'dns.searches[1]' must be ${DOMAIN}, got 'a b'`],
  ])('pods do not take %j', (props, said) => expect(complaint(() => make(props))).toBe(`${where}: ${said}`));
});

const size = Size.gibibytes(1);
const dump = (storageClassName: string) => ({ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(size, { storageClassName }) });

describe.each<[string, string, (storageClassName: string) => unknown]>([
  ['prod/db/data', 'storageClassName', storageClassName => define({}).addClaim('data', { size, storageClassName })],
  ['prod/events', 'storageClassName', storageClassName => ring({ storageClassName })],
  ['prod/events', 'commitLog.storageClassName', storageClassName => ring({ commitLog: { storage: size, storageClassName } })],
  ['prod/orders', 'storageClassName', storageClassName => set({ storageClassName })],
  ['prod/orders', 'hidden.storageClassName', storageClassName => set({ hidden: { members: 1, storageClassName } })],
  ['prod/orders', 'arbiter.storageClassName', storageClassName => set({ members: 2, arbiter: { storageClassName } })],
  ['prod/orders', 'volume.storageClassName', storageClassName => set().addBackup(dump(storageClassName))],
])('%s: %s', (where, what, give) => {
  test.each<[string, string]>([
    ['of one letter', 'a'], ['of 253 characters', 'a'.repeat(253)], ['that is none, for volumes that are there', ''], ['that is told later', late('a')],
  ])('takes a class %s', (_, name) => expect(() => give(name)).not.toThrow());

  test.each(['Fast', 'a'.repeat(254), 'a_b', '-a'])('refuses %j', (name) => {
    expect(complaint(() => give(name))).toBe(`${where}: '${what}' must be ${SUBDOMAIN}, got '${name}'`);
  });
});
