import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { ASSETS } from './support/program';

const root = mkdtempSync(join(tmpdir(), 'configure-'));
const [image, ring, conf] = ['image', 'ring', 'run/conf'].map(name => join(root, name));
mkdirSync(image);
mkdirSync(ring);
afterAll(() => rmSync(root, { recursive: true }));

const ENV = { PATH: process.env.PATH!, IMAGE_CONF: image, RING_DIR: ring, CASSANDRA_CONF: conf, RING_DATACENTER: 'dc1', RING_RACK: 'rack1' };

function run(yaml: string, overrides: string, env: Record<string, string> = {}): { status: number | null; said: string; yaml: string } {
  writeFileSync(join(image, 'cassandra.yaml'), yaml);
  writeFileSync(join(ring, 'overrides'), overrides);
  const { status, stderr } = spawnSync('bash', [join(ASSETS, 'configure.sh'), 'seed-0,seed-1'], { env: { ...ENV, POD_IP: '10.0.0.7', ...env }, encoding: 'utf8' });
  return { status, said: stderr, yaml: existsSync(join(conf, 'cassandra.yaml')) ? readFileSync(join(conf, 'cassandra.yaml'), 'utf8') : '' };
}

const OURS = `listen_address: "10.0.0.7"
broadcast_address: "10.0.0.7"
broadcast_rpc_address: "10.0.0.7"
rpc_address: "0.0.0.0"
seed_provider: [{"class_name": "org.apache.cassandra.locator.SimpleSeedProvider", "parameters": [{"seeds": "seed-0,seed-1"}]}]
`;
const PARSED = {
  listen_address: '10.0.0.7',
  broadcast_address: '10.0.0.7',
  broadcast_rpc_address: '10.0.0.7',
  rpc_address: '0.0.0.0',
  seed_provider: [{ class_name: 'org.apache.cassandra.locator.SimpleSeedProvider', parameters: [{ seeds: 'seed-0,seed-1' }] }],
};

/** What is left of the image's file, as text and parsed; the rest is the same each time. */
function left(yaml: string, overrides = ''): [string, object] {
  const { status, said, yaml: written } = run(yaml, overrides);
  if (status !== 0) throw new Error(said);
  const ours = overrides + OURS;
  expect(written.endsWith(ours)).toBe(true);
  const { ...rest } = parse(written);
  expect(rest).toMatchObject(PARSED);
  for (const key of Object.keys(PARSED)) delete rest[key];
  return [written.slice(0, -ours.length), rest];
}

const IMAGE = `# cassandra.yaml, in short
cluster_name: 'Test Cluster'

# How many tokens
num_tokens: 16
authenticator:
  class_name : AllowAllAuthenticator
  # parameters:

# hints_directory: /var/lib/cassandra/hints
data_file_directories:
- /one

- /two
# the seeds
seed_provider:
  # Addresses of hosts that are deemed contact points.
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: "127.0.0.1:7000"
listen_address: localhost
# listen_interface: eth0
rpc_address: localhost
prepared_statements_cache_size:
client_encryption_options:
    enabled: false
    listen_address: nested
# broadcast_address: 1.2.3.4
`;

test('the whole of a file: what is replaced goes, with what belongs to it; the rest stays as it is, byte for byte', () => {
  const [text, parsed] = left(IMAGE, 'cluster_name: "it\'s mine"\nauthenticator: {"class_name":"PasswordAuthenticator"}\n');
  expect(text).toBe(`# cassandra.yaml, in short

# How many tokens
num_tokens: 16

# hints_directory: /var/lib/cassandra/hints
data_file_directories:
- /one

- /two
# the seeds
# listen_interface: eth0
prepared_statements_cache_size:
client_encryption_options:
    enabled: false
    listen_address: nested
# broadcast_address: 1.2.3.4
`);
  expect(parsed).toEqual({
    cluster_name: "it's mine",
    num_tokens: 16,
    authenticator: { class_name: 'PasswordAuthenticator' },
    data_file_directories: ['/one', '/two'],
    prepared_statements_cache_size: null,
    client_encryption_options: { enabled: false, listen_address: 'nested' },
  });
});

// [form, the image's file, what is left of it when `key` is replaced, what that means]
const FORMS: [string, string, string, object][] = [
  ['no space at all', 'a: 1\nkey: 2\n', 'a: 1\n', { a: 1 }],
  ['blanks before the colon', 'a : 1\nkey \t : 2\n', 'a : 1\n', { a: 1 }],
  ['double quotes', '"a": 1\n"key": 2\n', '"a": 1\n', { a: 1 }],
  ['single quotes', "'a': 1\n'key' : 2\n", "'a': 1\n", { a: 1 }],
  ['a comment behind', 'key: # two\n  2\na: 1 # key: 3\n', 'a: 1 # key: 3\n', { a: 1 }],
  ['an empty value', 'key:\na: 1\n', 'a: 1\n', { a: 1 }],
  ['commented out', '#key: 2\n# key: 3\na: 1\n', '#key: 2\n# key: 3\na: 1\n', { a: 1 }],
  ['absent', 'a: 1\n', 'a: 1\n', { a: 1 }],
  ['the beginning of another key', 'key_two: 1\nkey.three: 2\nmy-key: 3\n', 'key_two: 1\nkey.three: 2\nmy-key: 3\n', { 'key_two': 1, 'key.three': 2, 'my-key': 3 }],
  ['the same key further in', 'a:\n  key: 1\n  b:\n   - key: 2\n', 'a:\n  key: 1\n  b:\n   - key: 2\n', { a: { key: 1, b: [{ key: 2 }] } }],
  ['a mapping', 'key:\n  b: 1\n\n  # in between\n  c:\n    d: 2\na: 1\n', 'a: 1\n', { a: 1 }],
  ['a mapping that is indented with a comment at the start of a line in between', 'key:\n  b: 1\n# in between\n\n  c: 2\na: 1\n', 'a: 1\n', { a: 1 }],
  ['comments and blank lines that belong to the next', 'key:\n  b: 1\n\n# of a\n\na: 1\n', '\n# of a\n\na: 1\n', { a: 1 }],
  ['... to the end', 'a: 1\nkey:\n  b: 1\n\n# the end\n', 'a: 1\n\n# the end\n', { a: 1 }],
  ['a list, indented', 'key:\n  - 1\n  - 2\na: 1\n', 'a: 1\n', { a: 1 }],
  ['a list at the start of the lines', 'key:\n- 1\n# in between\n- b: 2\n  c: 3\n-\n  4\na: 1\n', 'a: 1\n', { a: 1 }],
  ['a list that stays', 'a:\n- 1\n# in between\n- 2\nkey: 3\n', 'a:\n- 1\n# in between\n- 2\n', { a: [1, 2] }],
  ['brackets over lines', 'key: {\n  b: 1\n}\na: [\n  1\n]\n', 'a: [\n  1\n]\n', { a: [1] }],
  ['a block of text', 'key: |\n  a: 2\n\n  b: 3\na: |\n  key: 1\n\n  # no comment\n', 'a: |\n  key: 1\n\n  # no comment\n', { a: 'key: 1\n\n# no comment\n' }],
  ['line ends of Windows', 'a: 1\r\nkey:\r\n  b: 2\r\n\r\n# of c\r\nc: 3\r\n', 'a: 1\r\n\r\n# of c\r\nc: 3\r\n', { a: 1, c: 3 }],
  ['no end of the last line', 'a: 1\nkey: 2', 'a: 1\n', { a: 1 }],
  ['no end of the last line, which stays', 'key: 2\na: 1', 'a: 1\n', { a: 1 }],
  ['a byte order mark', '\ufeffa: 1\nkey: 2\n', '\ufeffa: 1\n', { a: 1 }],
  ['a byte order mark before the key', '\ufeffkey: 2\na: 1\n', '\ufeffa: 1\n', { a: 1 }],
  ['a document that says that it begins', '# about\n---\nkey: 2\na: 1\n', '# about\n---\na: 1\n', { a: 1 }],
  ['a document that says its version', '%YAML 1.2\n--- # so\na: 1\nkey: 2\n', '%YAML 1.2\n--- # so\na: 1\n', { a: 1 }],
  ['letters of other alphabets', 'a: "\u00fc\u20ac\ud83d\ude00"\nkey: \u00e4\n', 'a: "\u00fc\u20ac\ud83d\ude00"\n', { a: '\u00fc\u20ac\ud83d\ude00' }],
  ['blank lines of blanks', 'key:\n  - 1\n   \n  - 2\n \t\na: 1\n', ' \t\na: 1\n', { a: 1 }],
  ['backslashes and wild cards', 'a: "\\\\d+*?$HOME `x` %s"\nkey: 1\n', 'a: "\\\\d+*?$HOME `x` %s"\n', { a: '\\d+*?$HOME `x` %s' }],
  ['nothing but it', 'key: 1\n', '\n', {}],
];

test.each(FORMS)('a key is replaced: %s', (_, yaml, text, parsed) => {
  expect(left(yaml, 'key: "new"\n')).toEqual([text, { ...parsed, key: 'new' }]);
});

test('the interfaces go, which would contradict the addresses', () => {
  expect(left('listen_interface: eth0\nrpc_interface: eth1\n# rpc_interface_prefer_ipv6: false\na: 1\n')).toEqual(['# rpc_interface_prefer_ipv6: false\na: 1\n', { a: 1 }]);
});

test('an IPv6 pod listens on ::', () => {
  expect(parse(run('a: 1\n', '', { POD_IP: 'fd00::7' }).yaml)).toMatchObject({ a: 1, listen_address: 'fd00::7', broadcast_rpc_address: 'fd00::7', rpc_address: '::' });
});

test('a ring that nobody has named is called by its namespace and name', () => {
  const { yaml } = run("a: 1\ncluster_name: 'Test Cluster'\n", 'b: 2\n', { RING_CLUSTER_NAME: 'prod-events' });
  expect(yaml.startsWith('a: 1\nb: 2\n')).toBe(true);
  expect(parse(yaml)).toMatchObject({ cluster_name: 'prod-events' });
});

const ERRORS: [string, string, string, string][] = [
  ['a key that is there twice', 'a: 1\nb: 2\n"a": 3\n', '', "'a' is there twice, in lines 1 and 3"],
  ['a key that is to go and is there twice', 'key: 1\nb: 2\nkey : 3\n', 'key: 1\n', "'key' is there twice, in lines 1 and 3"],
  ['a second document', 'a: 1\n---\nb: 2\n', '', 'line 2 begins a second document'],
  ['the end of a document', 'a: 1\n...\n', '', 'line 2 is not understood: ...'],
  ['a mapping in braces', '{a: 1}\n', '', 'line 1 is not understood: {a: 1}'],
  ['a question mark', '? a\n: 1\n', '', 'line 1 is not understood: ? a'],
  ['an escape in a key', '"k\\u0065y": 1\n', '', 'line 1 is not understood: "k\\u0065y": 1'],
  ['a value without a blank', 'a:1\n', '', 'line 1 is not understood: a:1'],
  ['text at the start of a line', 'a: 1\nmore\n', '', 'line 2 is not understood: more'],
  ['a word on the seeds in the overrides', 'a: 1\n', 'seed_provider: []\n', 'the overrides set what is set for each pod, or the same twice: seed_provider'],
  ['the same key twice in the overrides', 'a: 1\n', 'b: 1\nb: 2\n', 'the overrides set what is set for each pod, or the same twice: b'],
  ['no key in the overrides', 'a: 1\n', '{"b": 1}\n', 'no key in this line of the overrides: {"b": 1}'],
];

test.each(ERRORS)('a cassandra.yaml with %s is an error that says so', (_, yaml, overrides, sentence) => {
  const { status, said } = run(yaml, overrides);
  expect([status, said.replace(/^\S+ /, '')]).toEqual([1, `cassandra.yaml: ${sentence}\n`]);
});

test('a file that is not there is an error', () => {
  rmSync(join(image, 'cassandra.yaml'));
  expect(spawnSync('bash', [join(ASSETS, 'configure.sh'), 'x'], { env: { ...ENV, POD_IP: '10.0.0.7' } }).status).toBe(1);
});

test('everything else of the folder is copied, anew each time, and the rack written', () => {
  mkdirSync(join(image, 'triggers'), { recursive: true });
  writeFileSync(join(image, 'triggers', 'README.txt'), 'read me');
  writeFileSync(join(image, 'cassandra-rackdc.properties'), 'dc=of the image\n');
  chmodSync(join(image, 'cassandra-rackdc.properties'), 0o444);
  mkdirSync(conf, { recursive: true });
  writeFileSync(join(conf, 'old.options'), 'old');
  run('a: 1\n', '');
  expect(run('a: 2\n', '').status).toBe(0);
  expect(readdirSync(conf).sort()).toEqual(['cassandra-rackdc.properties', 'cassandra.yaml', 'triggers']);
  expect(readFileSync(join(conf, 'triggers', 'README.txt'), 'utf8')).toBe('read me');
  expect(readFileSync(join(conf, 'cassandra-rackdc.properties'), 'utf8')).toBe('dc=dc1\nrack=rack1\n');
  expect(parse(readFileSync(join(conf, 'cassandra.yaml'), 'utf8'))).toMatchObject({ a: 2 });
});

test('an image whose files are links stays as it is: what is written is written here', () => {
  const names = ['cassandra.yaml', 'cassandra-rackdc.properties', 'logback.xml'];
  const text = 'a: 1\n<totalSizeCap>5GB</totalSizeCap>\n';
  for (const name of names) {
    rmSync(join(image, name), { force: true });
    writeFileSync(join(root, name), name === 'logback.xml' ? text : 'a: 1\n');
    symlinkSync(join(root, name), join(image, name));
  }
  expect(run('a: 1\n', '')).toMatchObject({ status: 0, yaml: `a: 1\n${OURS}` });
  expect(names.map(name => readFileSync(join(root, name), 'utf8'))).toEqual(['a: 1\n', 'a: 1\n', text]);
  expect(readFileSync(join(conf, 'logback.xml'), 'utf8')).toBe(text.replace('5GB', '500MB'));
  for (const name of names) rmSync(join(image, name));
});

describe('logs', () => {
  const LOGBACK = `<configuration scan="true">
  <appender name="SYSTEMLOG"><rollingPolicy>
    <!-- each file should be at most 50MB, keep 7 days worth of history, but at most 5GB -->
    <maxFileSize>50MB</maxFileSize><maxHistory>7</maxHistory>
    <totalSizeCap>5GB</totalSizeCap>
  </rollingPolicy></appender>
  <appender name="DEBUGLOG"><rollingPolicy>
    <totalSizeCap>5GB</totalSizeCap></rollingPolicy></appender>
</configuration>
`;
  const logback = (text: string) => {
    writeFileSync(join(image, 'logback.xml'), text);
    run('a: 1\n', '');
    rmSync(join(image, 'logback.xml'));
    return readFileSync(join(conf, 'logback.xml'), 'utf8');
  };

  test('take a tenth of what the image lets them, because they are on the disk of the machine', () => {
    expect(logback(LOGBACK)).toBe(LOGBACK.replaceAll('<totalSizeCap>5GB<', '<totalSizeCap>500MB<'));
  });

  test.each(['<totalSizeCap>1GB</totalSizeCap>\n', '<configuration/>', '\r\n\u00e9 no line end', ''])('are left as an image of one\'s own has them: %j', text => expect(logback(text)).toBe(text));

  test('need no file', () => {
    expect(run('a: 1\n', '').status).toBe(0);
    expect(existsSync(join(conf, 'logback.xml'))).toBe(false);
  });
});

test('a long file takes no time', () => {
  const lines = Array.from({ length: 2000 }, (_, index) => index % 10 === 0 ? `key_${index}: ${index}\n` : `# comment ${index}\n`);
  const start = performance.now();
  expect(left(lines.join(''))[0]).toBe(lines.join(''));
  expect(performance.now() - start).toBeLessThan(10_000);
});

/** JSON in printable ASCII, as the overrides come. */
const ascii = (value: unknown) => JSON.stringify(value).replace(/[\u007f-\uffff]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', "'", '/', '&', '\\', '\n', '\r', '\t', '$', '`', '$(id)', '${HOME}', ':', ': ', ' #', '- ', '{', '}', '[', ']', '%', '!', '|', '>', '*', '?', '@', ',', '\u0000', '\u2028', '\ud83d\ude00', '\\n', '\\1', 'a', ' ') }),
);
const value = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof({ depthSize: 'small' }, hostile, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(hostile, tie('value'), { maxKeys: 3, noNullPrototype: true })),
})).value;

test('any value of an override is carried through', () => {
  fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
    const keys = values.map((_, index) => `key_${index}`);
    const overrides = values.map((one, index) => `${keys[index]}: ${ascii(one)}\n`).join('');
    const [text, parsed] = left('key_0: old\nkey_1:\n  - old\na: 1\n', overrides);
    expect(text).toBe(values.length > 1 ? 'a: 1\n' : 'key_1:\n  - old\na: 1\n');
    expect(parsed).toEqual({ ...(values.length > 1 ? {} : { key_1: ['old'] }), a: 1, ...Object.fromEntries(values.map((one, index) => [keys[index], one])) });
  }), { numRuns: 60 });
});

const comment = fc.constantFrom('# a comment\n', '\n', '#key_0: 9\n', '   \n');
const inner = fc.constantFrom('  a: 1\n', '  key_1: 2\n', '    - key_2: 3\n', '\t# x\n', '- key_0: 1\n', '- 5\n');
const block = fc.tuple(fc.constantFrom('', ' 1', ' # x'), fc.array(fc.tuple(fc.array(comment, { maxLength: 2 }), inner), { maxLength: 3 }), fc.array(comment, { maxLength: 2 }));

test('whatever stands in a block, it goes as a whole, and no byte of another', () => {
  fc.assert(fc.property(fc.array(block, { maxLength: 6 }), fc.array(fc.nat(5), { maxLength: 4 }), (blocks, going) => {
    const text = blocks.map(([head, body, after], index) => [`key_${index}:${head}\n${body.flat(2).join('')}`, after.join('')] as const);
    const gone = [...new Set(going)];
    const { yaml } = run(text.flat().join(''), gone.map(index => `key_${index}: 0\n`).join(''));
    const kept = text.map(([own, after], index) => (gone.includes(index) ? '' : own) + after).join('');
    expect(yaml).toBe(`${kept || '\n'}${gone.map(index => `key_${index}: 0\n`).join('')}${OURS}`);
  }), { numRuns: 60 });
});
