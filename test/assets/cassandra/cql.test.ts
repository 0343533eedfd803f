import { randomBytes } from 'crypto';
import { mkdirSync } from 'fs';
import { join } from 'path';
import { FakeRing } from './support/auth/fake-ring';

const SELECT = "<<<'SELECT release_version FROM system.local;'";
let ring: FakeRing;
beforeEach(async () => {
  ring = await FakeRing.of(1);
});
afterEach(async () => ring.ends());

/** As the user of the Secret. */
async function login(secret: Record<string, string>, env: Record<string, string> = {}): ReturnType<FakeRing['bash']> {
  ring.secret(secret);
  ring.change({ roles: { [secret.username]: { password: secret.password, superuser: true, login: true, on: ring.addresses } } });
  return ring.bash(`cql ${ring.addresses[0]} "$SUPERUSER_DIR/username" "$SUPERUSER_DIR/password" ${SELECT}`, env);
}

describe('CQL', () => {
  test('is run from standard input, at that host, and its answer printed', async () => {
    const { status, printed } = await login({ username: 'admin', password: 'right' });
    expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining(' 5.0.8\n') });
    expect(ring.calls).toMatchObject([{ host: ring.addresses[0], user: 'admin', cql: 'SELECT release_version FROM system.local;\n' }]);
  });

  test('is run as nobody where no files are named', async () => {
    ring.change({ open: true });
    expect(await ring.bash(`cql ${ring.addresses[0]} ${SELECT}`)).toMatchObject({ status: 0 });
    expect(ring.calls).toMatchObject([{ user: '', password: '', mode: '' }]);
  });

  test('reads each file once, so that it may be a pipe', async () => {
    expect(await ring.bash(`cql ${ring.addresses[0]} <(printf cassandra) <(printf cassandra) ${SELECT}`)).toMatchObject({ status: 0 });
  });

  test('has a status of its own for a login that is refused, and for a statement that is', async () => {
    const as = (password: string, cql: string) => ring.bash(`cql ${ring.addresses[0]} <(printf cassandra) <(printf ${password}) <<<'${cql};'`);
    expect(await as('wrong', 'SELECT release_version FROM system.local')).toMatchObject({ status: 1, said: expect.stringContaining('Provided username cassandra and/or password are incorrect') });
    expect(await as('cassandra', 'LIST ROLES OF "nobody"')).toMatchObject({ status: 2, said: expect.stringContaining('code=2200') });
  });

  test('is given up when no answer comes in time', async () => {
    ring.change({ hangs: true });
    expect(await ring.bash(`cql ${ring.addresses[0]} ${SELECT}`, { CQL_TIMEOUT: '1' })).toMatchObject({ status: 124 });
  });
});

describe('a user and a password', () => {
  test.each([
    ['quotes', '"ad\'min"', '\'it\'\'s "quoted"\''],
    ['blanks inside', 'ad  min', 'a b\u00a0c'],
    ['what ini files know', '[x];y#z', ';#%s %(password)s = : [section]'],
    ['what begins like a comment', '#admin', ';right'],
    ['percent signs', '100%', '%%%(x)s%'],
    ['an equals sign first', '= admin', ': right'],
    ['what shells know', '$HOME', '`id` $(id) ${x} \\ \\n ! * ~ \' "'],
    ['other letters', 'Ädmin·管理', 'пароль 🔑 e\u0301'],
    ['invisible letters that are no blanks', '\u200badmin', '\ufeffright\u200b'],
  ])('come through as they are: %s', async (_, username, password) => {
    const { status, said } = await login({ username, password });
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(ring.calls).toMatchObject([{ user: username, password }]);
  });

  test('are in no argument and no environment, even where it has their names, and in a file that only its owner can read and nobody can find', async () => {
    const secret = { username: `u${randomBytes(12).toString('hex')}`, password: `p${randomBytes(12).toString('hex')}` };
    for (const value of Object.values(secret)) {
      ring.change({ secret: value });
      const { printed, said } = await login(secret, { cql_user: 'x', cql_password: 'x', cql_read_text: 'x', settings: 'x' });
      expect(printed + said).not.toContain(value);
    }
    const calls = ring.calls.map(({ argv, environment, rc, seen, mode, names, mask }) => ({ argv, environment, rc, seen, mode, names, mask }));
    const call = { seen: [], mode: '600', names: 0, mask: '0077' }; // so that what cqlsh writes by itself, such as its history, is as private
    expect(calls).toMatchObject([call, call]);
    for (const value of Object.values(secret)) expect(JSON.stringify(calls)).not.toContain(value);
    expect(ring.left()).toEqual([]);
  });

  test.each([
    ["the key 'password' of the superuser's Secret is missing", { username: 'admin' }],
    ["the key 'username' of the superuser's Secret is missing", { password: 'right' }],
    ["the key 'password' of the superuser's Secret is empty", { username: 'admin', password: '' }],
    ["the key 'username' of the superuser's Secret is empty", { username: '', password: 'right' }],
    ["the key 'password' of the superuser's Secret ends with a line break, as files made with echo do", { username: 'admin', password: 'sesame\n' }],
    ["the key 'password' of the superuser's Secret ends with a line break, as files made with echo do", { username: 'admin', password: 'sesame\r\n' }],
    ["the key 'password' of the superuser's Secret holds a line break, a tab or another control character", { username: 'admin', password: 'sesame\npassword = open' }],
    ["the key 'username' of the superuser's Secret holds a line break, a tab or another control character", { username: 'ad\tmin', password: 'sesame' }],
    ["the key 'username' of the superuser's Secret holds a line break, a tab or another control character", { username: 'admin\u007f', password: 'sesame' }],
    ["the key 'password' of the superuser's Secret holds a NUL byte", { username: 'admin', password: 'sesame\0' }],
    ["the key 'password' of the superuser's Secret is not text in UTF-8", { username: 'admin', password: Buffer.from('sesame\xe9', 'latin1') as unknown as string }],
    ["the key 'password' of the superuser's Secret begins or ends with a blank", { username: 'admin', password: 'sesame ' }],
    ["the key 'password' of the superuser's Secret begins or ends with a blank", { username: 'admin', password: '\u00a0sesame' }],
    ["the key 'username' of the superuser's Secret begins or ends with a blank", { username: 'admin\u2003', password: 'sesame' }],
    ["the key 'username' of the superuser's Secret begins or ends with a blank", { username: '\u3000admin', password: 'sesame' }],
  ])('that cqlsh cannot be given are refused: %s', async (fault, keys) => {
    ring.secret(keys as Record<string, string>);
    const { status, printed, said } = await ring.bash(`cql ${ring.addresses[0]} "$SUPERUSER_DIR/username" "$SUPERUSER_DIR/password" ${SELECT}`);
    expect(status).toBe(78);
    expect(said).toMatch(new RegExp(`^\\S+Z ${fault}: cqlsh cannot log in with it; change the Secret\n$`));
    expect(printed + said).not.toContain('sesame');
    expect(ring.calls).toEqual([]);
  });
});

describe('the superuser', () => {
  const as = (keys: Record<string, string>, env: Record<string, string>) => {
    ring.secret(keys);
    ring.change({ roles: { admin: { password: 'right', superuser: true, login: true, on: ring.addresses } } });
    return ring.bash(`cql_as ${ring.addresses[0]} "$SUPERUSER_PASSWORD" ${SELECT}`, env);
  };

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['as usual', { username: 'admin', password: 'right' }, {}],
    ['by other keys', { user: 'admin', pwd: 'right' }, { RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd' }],
    ['without a name', { 'cassandra-password': 'right' }, { RING_USERNAME: 'admin', RING_PASSWORD_KEY: 'cassandra-password' }],
  ])('is known by its Secret: %s', async (_, keys, env) => {
    expect(await as(keys, env)).toMatchObject({ status: 0, said: '' });
    expect(ring.calls).toMatchObject([{ user: 'admin', password: 'right' }]);
  });

  test('is complained of by the keys of its Secret', async () => {
    expect((await as({ user: 'admin' }, { RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd' })).said).toContain("the key 'pwd' of the superuser's Secret is missing");
    expect((await as({ pwd: 'right' }, { RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd' })).said).toContain("the key 'user' of the superuser's Secret is missing");
  });
});

describe('TLS', () => {
  test('is spoken where clients must, with the certificates of the pod', async () => {
    const { status } = await login({ username: 'admin', password: 'right' }, { RING_TLS: 'required', TLS_DIR: '/run/tls' });
    expect(status).toBe(0);
    expect(ring.calls[0].argv).toContain('--ssl');
    expect(ring.calls[0].rc).toBe('[ssl]\nvalidate = true\ncertfile = /run/tls/ca.crt\nusercert = /run/tls/tls-combined.pem\nuserkey = /run/tls/tls-combined.pem\n');
    expect(ring.left()).toEqual([]);
  });

  test('needs no file of both, where the Secret has two', async () => {
    const parts = join(ring.cluster.root, 'parts');
    mkdirSync(parts);
    expect(await login({ username: 'admin', password: 'right' }, { RING_TLS: 'required', TLS_PARTS: parts })).toMatchObject({ status: 0 });
    expect(ring.calls[0].rc).toBe(`[ssl]\nvalidate = true\ncertfile = ${parts}/ca.crt\nusercert = ${parts}/tls.crt\nuserkey = ${parts}/tls.key\n`);
  });

  test('is not spoken elsewhere', async () => {
    await login({ username: 'admin', password: 'right' });
    expect(ring.calls[0].argv).not.toContain('--ssl');
    expect(ring.calls[0].rc).toBe('');
  });
});

test("a user's own cqlshrc and history have no say", async () => {
  await login({ username: 'admin', password: 'right' });
  const { argv, environment } = ring.calls[0];
  expect(argv.slice(argv.indexOf('--cqlshrc'), argv.indexOf('--cqlshrc') + 2)).toEqual(['--cqlshrc', '/dev/null']);
  expect(environment).toMatchObject({ HOME: join(ring.cluster.root, 'tmp'), PYTHONUTF8: '1' });
});
