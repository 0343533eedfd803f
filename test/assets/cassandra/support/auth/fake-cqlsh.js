// cqlsh, and the whole ring behind it: what is known is in state.json of the folder $FAKE_RING, each call is written down in calls/.
const fs = require('fs');
const path = require('path');

const folder = process.env.FAKE_RING;
const argv = process.argv.slice(2);
const option = name => argv[argv.indexOf(name) + 1];
const host = argv[argv.length - 2];
const state = JSON.parse(fs.readFileSync(path.join(folder, 'state.json'), 'utf8'));
const number = fs.readdirSync(path.join(folder, 'calls')).length + 1;

const credentials = read(option('--credentials'));
const { username: user = '', password = '' } = ini(credentials.text, 'PlainTextAuthProvider');
const cql = fs.readFileSync(0, 'utf8');
const { status, out = '', error = '' } = answer();
fs.writeFileSync(path.join(folder, 'state.json'), JSON.stringify(state));
fs.writeFileSync(path.join(folder, 'calls', String(number).padStart(4, '0')), JSON.stringify({
  host, user, password, cql, argv, rc: read(option('--cqlshrc')).text, mode: credentials.mode, names: credentials.names, environment: process.env,
  outcome: error || 'done', seen: state.secret ? seen(state.secret) : [], unknown: unknown(),
}));
if (number === state.dieAfter) dieWithAll();
if (state.hangs) setTimeout(() => undefined, 1e6);
else {
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = status;
}

function answer() {
  const node = state.nodes[host];
  if (!node || node.down) return { status: 1, error: `Connection error: ('Unable to connect to any servers', {'${host}:9042': ConnectionRefusedError(111, "Tried connecting to [('${host}', 9042)]. Last error: Connection refused")})\n` };
  const refused = state.open ? undefined : login(node);
  if (refused) return { status: 1, error: `Connection error: ('Unable to connect to any servers', {'${host}:9042': AuthenticationFailed('Failed to authenticate to ${host}:9042: Error from server: code=0100 [Bad credentials] message="${refused}"')})\n` };
  const failure = (state.failures || []).find(({ statement, times }) => times > 0 && cql.includes(statement));
  if (failure) {
    failure.times--;
    return { status: 2, error: `<stdin>:2:${failure.error}\n` };
  }
  let out = '';
  for (const statement of cql.split(/;\n/).map(text => text.trim()).filter(Boolean)) {
    try {
      out += execute(statement, node);
    } catch (thrown) {
      if (!thrown.code) throw thrown;
      return { status: 2, out, error: `<stdin>:2:${thrown.kind}: Error from server: code=${thrown.code} [${thrown.kind}] message="${thrown.message}"\n` };
    }
  }
  return { status: 0, out };
}

function login() {
  const role = state.roles[user];
  if (state.refusals > 0 && user === state.changed) {
    state.refusals--;
    return incorrect();
  }
  const replicas = replicasIn(state.nodes[host].dc);
  const quorum = Math.floor(replicas.length / 2) + 1;
  if (replicas.length === 0 || replicas.filter(up).length < quorum) return 'Unable to perform authentication: Cannot achieve consistency level LOCAL_QUORUM';
  if (!role || !quorumKnows(role, host)) return incorrect();
  if (role.password !== password) return incorrect();
  return role.login ? undefined : `${user} is not permitted to log in`;
}

function incorrect() {
  return `Provided username ${user} and/or password are incorrect`;
}

function execute(statement, node) {
  const role = state.roles[user];
  let match;
  if ((match = /^LIST ROLES OF "((?:[^"]|"")*)";?$/.exec(statement))) {
    const named = state.roles[match[1].replace(/""/g, '"')];
    if (!named) refuse(2200, `${match[1]} doesn't exist`);
    return table(['role', 'super', 'login', 'options', 'datacenters'], [[match[1], named.superuser ? 'True' : 'False', named.login ? 'True' : 'False', '{}', 'ALL']]);
  }
  if (statement.startsWith('SELECT release_version')) return table(['release_version'], [['5.0.8']]);
  if (!role || !role.superuser) refuse(2100, `User ${user} has no permission`);
  if (statement.startsWith('SELECT JSON replication')) return json([{ replication: state.replication }]);
  if (statement.startsWith('SELECT JSON data_center FROM system.local')) {
    return json([{ data_center: node.dc }]) + json(Object.entries(state.nodes).filter(([address]) => address !== host).map(([, { dc }]) => ({ data_center: dc })));
  }
  if (statement.startsWith('SELECT JSON table_name')) return json(['roles', 'role_members', 'a_table_of_tomorrow'].map(table_name => ({ table_name })));
  if (statement === 'CONSISTENCY ALL') {
    state.all = true;
    return 'Consistency level set to ALL.\n';
  }
  if ((match = /^SELECT \* FROM system_auth\."(\w+)";?$/.exec(statement))) {
    if (!state.all) throw new Error('not at ALL');
    if (replicas().some(address => !up(address)) || factorOf(node.dc) > replicasIn(node.dc).length) refuse(1000, 'Cannot achieve consistency level ALL', 'NoHostAvailable');
    // of a row that lies only where nobody looks for it any more, nothing is read
    if (match[1] === 'roles') for (const one of Object.values(state.roles)) if (one.on.some(address => replicas().includes(address))) one.on = replicas();
    return table(['role', 'salted_hash'], Object.keys(state.roles).map(name => [name, '$2a$10$hash']));
  }
  if ((match = /^ALTER KEYSPACE system_auth WITH replication = \{(.*)\};?$/.exec(statement))) {
    const replication = Object.fromEntries([...match[1].matchAll(/'([^']*)': '?([^',]*)'?/g)].map(([, key, value]) => [key, value]));
    for (const dc of Object.keys(replication)) if (dc !== 'class' && !Object.values(state.nodes).some(one => one.dc === dc)) refuse(2300, `Unrecognized strategy option {${dc}} passed to NetworkTopologyStrategy for keyspace system_auth`);
    state.replication = { ...replication, class: `org.apache.cassandra.locator.${replication.class}` };
    return '\nWarnings :\nWhen increasing replication factor you need to run a full (-full) repair to distribute the data.\n\n';
  }
  if ((match = /^(CREATE|ALTER) ROLE (IF NOT EXISTS |IF EXISTS )?(?:"((?:[^"]|"")*)"|(\w+)) WITH (.*);?$/.exec(statement))) {
    const name = match[4] ?? match[3].replace(/""/g, '"');
    const there = state.roles[name];
    if (match[1] === 'CREATE' && there) return match[2] ? '' : refuse(2200, `${name} already exists`);
    if (match[1] === 'ALTER' && !there) return match[2] ? '' : refuse(2200, `Role ${name} doesn't exist`);
    const text = /PASSWORD = '((?:[^']|'')*)'/.exec(match[5]);
    if (text) changePassword(name);
    if (name === user && /SUPERUSER/.test(match[5])) refuse(2100, "You aren't allowed to alter your own superuser status or that of a role granted to you", 'Unauthorized');
    const changed = there ?? (state.roles[name] = { password: '', superuser: false, login: false, on: [] });
    if (text) changed.password = text[1].replace(/''/g, "'");
    for (const [, key, value] of match[5].replace(/PASSWORD = '(?:[^']|'')*'/, '').matchAll(/(SUPERUSER|LOGIN) = (true|false)/g)) changed[key.toLowerCase()] = value === 'true';
    changed.on = replicas();
    return '';
  }
  throw new Error(`what is this? ${statement}`);
}

function changePassword(name) {
  const last = (state.changes ??= {})[name];
  if (last !== undefined && state.passwordLimit !== undefined && number - last <= state.passwordLimit) refuse(1001, `Password for role ${name} can only be changed every 5000ms.`, 'NoHostAvailable');
  state.changes[name] = number;
  state.changed = name;
  state.refusals = state.remembers ?? 0;
}

function up(address) {
  return !state.nodes[address].down;
}

function replicas() {
  if (state.replication.class.endsWith('SimpleStrategy')) return Object.keys(state.nodes).slice(0, Number(state.replication.replication_factor));
  return [...new Set(Object.values(state.nodes).map(({ dc }) => dc))].flatMap(replicasIn);
}

function replicasIn(dc) {
  const there = Object.keys(state.nodes).filter(address => state.nodes[address].dc === dc);
  if (state.replication.class.endsWith('SimpleStrategy')) return replicas().filter(address => there.includes(address));
  return there.slice(0, factorOf(dc));
}

function factorOf(dc) {
  if (!/(Simple|NetworkTopology)Strategy$/.test(state.replication.class)) return Object.keys(state.nodes).length;
  return Number(state.replication[dc] ?? 0);
}

/** With the worst choice of replicas; but a node that is one asks itself. */
function quorumKnows(role, coordinator) {
  const all = replicasIn(state.nodes[coordinator].dc);
  const quorum = Math.floor(all.length / 2) + 1;
  const order = [...all.filter(address => address === coordinator), ...all.filter(address => address !== coordinator && !role.on.includes(address)), ...all.filter(address => address !== coordinator && role.on.includes(address))];
  return order.slice(0, quorum).some(address => role.on.includes(address));
}

function unknown() {
  return Object.entries(state.nodes).flatMap(([address, { dc }]) => replicasIn(dc).length === 0 ? []
    : Object.entries(state.roles).filter(([, role]) => !quorumKnows(role, address)).map(([name]) => `${name} at ${address}`));
}

function refuse(code, message, kind = 'InvalidRequest') {
  throw Object.assign(new Error(message), { code, kind });
}

function table(heading, rows) {
  return `\n ${heading.join(' | ')}\n${heading.map(() => '-----').join('+')}\n${rows.map(row => ` ${row.join(' | ')}`).join('\n')}\n\n(${rows.length} rows)\n`;
}

function json(rows) {
  return table(['[json]'], rows.map(row => [JSON.stringify(row).replace(/":/g, '": ').replace(/,"/g, ', "')]));
}

function read(file) {
  try {
    const { mode, nlink } = fs.statSync(file);
    return { text: fs.readFileSync(file, 'utf8'), mode: (mode & 0o777).toString(8), names: nlink };
  } catch {
    return { text: '', mode: '', names: 0 };
  }
}

// As Python's configparser: a section, `key = value`, and what Python takes for blank does not count around the value.
function ini(text, section) {
  const values = {};
  let within = '';
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^[#;]/.test(strip(line)) || strip(line) === '') continue;
    const heading = /^\[(.+)\]/.exec(line);
    if (heading) within = heading[1];
    else if (within === section) {
      const [, key, value] = /^(.*?)[=:](.*)$/.exec(line);
      values[strip(key).toLowerCase()] = strip(value);
    }
  }
  return values;
}

function strip(text) {
  return text.replace(/^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g, '');
}

function seen(secret) {
  const where = [];
  for (const pid of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    for (const file of ['cmdline', 'environ']) {
      try {
        if (fs.readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(secret)) where.push(`${file} of ${fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
      } catch {
        // gone, or somebody else's
      }
    }
  }
  return where;
}

/** As when the node under the pod loses its power. */
function dieWithAll() {
  let pid = process.ppid;
  while (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('auth.sh') || fs.readFileSync(`/proc/${parentOf(pid)}/cmdline`, 'utf8').includes('auth.sh')) pid = parentOf(pid);
  process.kill(-pid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
}

function parentOf(pid) {
  return Number(/^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}
