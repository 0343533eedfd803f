// kubectl, and a namespace with a snapshot controller behind it: state.json of the folder $FAKE_NAMESPACE; each call is a line of calls.
const fs = require('fs');
const path = require('path');

const file = path.join(process.env.FAKE_NAMESPACE, 'state.json');
const state = JSON.parse(fs.readFileSync(file, 'utf8'));
const argv = process.argv.slice(2);
const option = name => argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined;
const [verb, kind] = argv.filter((word, index) => !word.startsWith('--') && !['--namespace', '--request-timeout', '--selector', '--output', '--filename'].includes(argv[index - 1]));

const call = { verb, kind, namespace: option('--namespace') };
const { status = 0, out = '', error = '' } = answer();
fs.appendFileSync(path.join(process.env.FAKE_NAMESPACE, 'calls'), `${JSON.stringify(call)}\n`);
fs.writeFileSync(file, JSON.stringify(state));
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = status;

function answer() {
  const failure = (state.failures ?? []).find(one => one.verb === verb && (!one.kind || one.kind === kind) && one.times > 0);
  if (failure) {
    failure.times--;
    if (failure.doneAllTheSame) run();
    return { status: 1, error: `${failure.error}\n` };
  }
  return run();
}

function run() {
  if (verb === 'get' && kind === 'persistentvolumeclaims') return { out: print(option('--output'), select(state.claims)) };
  if (verb === 'get' && kind === 'volumesnapshots.snapshot.storage.k8s.io') {
    for (const one of state.snapshots) goOn(one);
    return { out: print(option('--output'), select(state.snapshots)) };
  }
  if (verb === 'create') {
    const manifest = parse(fs.readFileSync(0, 'utf8'));
    call.created = manifest;
    const { name } = manifest.metadata;
    if (state.snapshots.some(one => one.metadata.name === name)) return { status: 1, error: `Error from server (AlreadyExists): error when creating "STDIN": volumesnapshots.snapshot.storage.k8s.io "${name}" already exists\n` };
    call.cutSoFar = state.snapshots.filter(one => one.status && one.status.creationTime).map(one => one.spec.source.persistentVolumeClaimName);
    state.snapshots.push({ ...manifest, status: {}, looks: 0 });
    return { out: `volumesnapshot.snapshot.storage.k8s.io/${name} created\n` };
  }
  if (verb === 'delete' && kind === 'volumesnapshots.snapshot.storage.k8s.io') {
    const names = argv.slice(argv.indexOf(kind) + 1).filter(word => !word.startsWith('--'));
    call.deleted = names;
    call.options = argv.filter(word => /^--(ignore-not-found|wait)/.test(word));
    const gone = names.find(name => !state.snapshots.some(one => one.metadata.name === name));
    if (gone && !argv.includes('--ignore-not-found')) return { status: 1, error: `Error from server (NotFound): volumesnapshots.snapshot.storage.k8s.io "${gone}" not found\n` };
    state.snapshots = state.snapshots.filter(one => !names.includes(one.metadata.name));
    return { out: names.map(name => `volumesnapshot.snapshot.storage.k8s.io "${name}" deleted\n`).join('') };
  }
  throw new Error(`what is this? ${argv.join(' ')}`);
}

/** Cut at the second look, ready at the third, unless said otherwise. */
function goOn(snapshot) {
  if (snapshot.looks === undefined) return;
  const plan = { cut: 2, ready: 3, ...(state.plans ?? {})[snapshot.spec.source.persistentVolumeClaimName] };
  snapshot.looks++;
  if (plan.error) snapshot.status.error = { message: plan.error };
  if (snapshot.looks >= plan.cut) snapshot.status = { ...snapshot.status, creationTime: '2026-01-01T00:00:00Z', readyToUse: false };
  if (snapshot.looks >= plan.ready) snapshot.status = { ...snapshot.status, readyToUse: true };
}

function select(objects) {
  return objects.filter(({ metadata }) => option('--selector').split(',').every(term => {
    const [key, value] = term.split('=');
    return value === undefined ? (metadata.labels ?? {})[key] !== undefined : (metadata.labels ?? {})[key] === value;
  }));
}

/** So much of jsonpath: a range over the items, fields, texts. */
function print(output, items) {
  const body = /^jsonpath=\{range \.items\[\*\]\}(.*)\{end\}$/.exec(output)[1];
  return items.map(item => body.replace(/\{"((?:[^"\\]|\\.)*)"\}|\{\.([^}]*)\}/g, (_, text, field) => text !== undefined
    ? JSON.parse(`"${text}"`)
    : String(field.split('.').reduce((value, key) => value?.[key], item) ?? ''))).join('');
}

/** So much of YAML: maps of texts. */
function parse(text) {
  const root = {};
  const open = [{ indent: -1, value: root }];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, blanks, key, value] = /^( *)([^:]+):(?: (.*))?$/.exec(line);
    while (open[open.length - 1].indent >= blanks.length) open.pop();
    const within = open[open.length - 1].value;
    within[key] = value === undefined ? {} : value.startsWith('"') ? JSON.parse(value) : value;
    if (value === undefined) open.push({ indent: blanks.length, value: within[key] });
  }
  return root;
}
