import { Answer } from '../../../support/asking-tool';

export interface Snapshot {
  metadata: { name: string; labels?: Record<string, string>; deletionTimestamp?: string };
  spec: { source: { persistentVolumeClaimName: string }; volumeSnapshotClassName?: string };
  status?: { creationTime?: string; readyToUse?: boolean; error?: { message: string } };
  /** How often somebody has looked at it; of one that a controller cares for. */
  looks?: number;
}

export interface NamespaceState {
  claims: { metadata: { name: string; labels: Record<string, string> }; spec: { volumeName?: string } }[];
  snapshots: Snapshot[];
  /** At which look at it the snapshot of a claim is cut, and ready; 0 for never. */
  plans?: Record<string, { cut?: number; ready?: number; error?: string }>;
  failures?: { verb: string; kind?: string; error: string; times: number; doneAllTheSame?: boolean }[];
}

/** One call of kubectl. */
export interface Call {
  readonly verb: string;
  readonly kind?: string;
  readonly namespace: string;
  created?: Snapshot;
  cutSoFar?: string[];
  deleted?: string[];
  options?: string[];
}

const VALUED = ['--namespace', '--request-timeout', '--selector', '--output', '--filename'];
const SNAPSHOTS = 'volumesnapshots.snapshot.storage.k8s.io';

/** kubectl, and a namespace with a snapshot controller behind it, of which it changes the state. */
export class Kubectl {
  readonly call: Call;

  constructor(private readonly state: NamespaceState, private readonly argv: readonly string[], private readonly input: string) {
    const [verb, kind] = argv.filter((word, index) => !word.startsWith('--') && !VALUED.includes(argv[index - 1]!));
    this.call = { verb: verb!, kind, namespace: this.option('--namespace') };
  }

  answer(): Answer {
    const { verb, kind } = this.call;
    const failure = (this.state.failures ?? []).find(one => one.verb === verb && (!one.kind || one.kind === kind) && one.times > 0);
    if (!failure) return this.run();
    failure.times--;
    if (failure.doneAllTheSame) this.run();
    return { status: 1, error: `${failure.error}\n` };
  }

  private run(): Answer {
    const { argv, call, call: { verb, kind }, state } = this;
    if (verb === 'get' && kind === 'persistentvolumeclaims') return done(print(this.option('--output'), this.select(state.claims)));
    if (verb === 'get' && kind === SNAPSHOTS) {
      for (const one of state.snapshots) this.goOn(one);
      return done(print(this.option('--output'), this.select(state.snapshots)));
    }
    if (verb === 'create') {
      const manifest = parse(this.input) as unknown as Snapshot;
      call.created = manifest;
      const { name } = manifest.metadata;
      if (state.snapshots.some(one => one.metadata.name === name)) return { status: 1, error: `Error from server (AlreadyExists): error when creating "STDIN": ${SNAPSHOTS} "${name}" already exists\n` };
      call.cutSoFar = state.snapshots.filter(one => one.status?.creationTime).map(one => one.spec.source.persistentVolumeClaimName);
      state.snapshots.push({ ...manifest, status: {}, looks: 0 });
      return done(`volumesnapshot.snapshot.storage.k8s.io/${name} created\n`);
    }
    if (verb === 'delete' && kind === SNAPSHOTS) {
      const names = argv.slice(argv.indexOf(kind) + 1).filter(word => !word.startsWith('--'));
      call.deleted = names;
      call.options = argv.filter(word => /^--(ignore-not-found|wait)/.test(word));
      const gone = names.find(name => !state.snapshots.some(one => one.metadata.name === name));
      if (gone !== undefined && !argv.includes('--ignore-not-found')) return { status: 1, error: `Error from server (NotFound): ${SNAPSHOTS} "${gone}" not found\n` };
      state.snapshots = state.snapshots.filter(one => !names.includes(one.metadata.name));
      return done(names.map(name => `volumesnapshot.snapshot.storage.k8s.io "${name}" deleted\n`).join(''));
    }
    throw new Error(`what is this? ${argv.join(' ')}`);
  }

  private option(name: string): string {
    return this.argv[this.argv.indexOf(name) + 1]!;
  }

  /** Cut at the second look, ready at the third, unless said otherwise. */
  private goOn(snapshot: Snapshot): void {
    if (snapshot.looks === undefined) return;
    const plan = { cut: 2, ready: 3, error: '', ...(this.state.plans ?? {})[snapshot.spec.source.persistentVolumeClaimName] };
    snapshot.looks++;
    if (plan.error) snapshot.status = { ...snapshot.status, error: { message: plan.error } };
    if (snapshot.looks >= plan.cut) snapshot.status = { ...snapshot.status, creationTime: '2026-01-01T00:00:00Z', readyToUse: false };
    if (snapshot.looks >= plan.ready) snapshot.status = { ...snapshot.status, readyToUse: true };
  }

  private select<T extends { metadata: { labels?: Record<string, string> } }>(objects: T[]): T[] {
    return objects.filter(({ metadata: { labels = {} } }) => this.option('--selector').split(',').every(term => {
      const [key, value] = term.split('=') as [string, string | undefined];
      return value === undefined ? labels[key] !== undefined : labels[key] === value;
    }));
  }
}

const done = (out: string): Answer => ({ status: 0, out });

/** So much of jsonpath: a range over the items, fields, texts. */
function print(output: string, items: object[]): string {
  const body = /^jsonpath=\{range \.items\[\*\]\}(.*)\{end\}$/.exec(output)![1]!;
  return items.map(item => body.replace(/\{"((?:[^"\\]|\\.)*)"\}|\{\.([^}]*)\}/g, (_, text: string | undefined, field: string) => text !== undefined
    ? JSON.parse(`"${text}"`) as string
    : String(field.split('.').reduce<any>((value, key) => value?.[key], item) ?? ''))).join('');
}

interface Tree { [key: string]: Tree | string }

/** So much of YAML: maps of texts. */
function parse(text: string): Tree {
  const root: Tree = {};
  const open = [{ indent: -1, value: root }];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, blanks, key, value] = /^( *)([^:]+):(?: (.*))?$/.exec(line) as unknown as [string, string, string, string | undefined];
    while (open.at(-1)!.indent >= blanks.length) open.pop();
    const inner: Tree = {};
    open.at(-1)!.value[key] = value === undefined ? inner : value.startsWith('"') ? JSON.parse(value) : value;
    if (value === undefined) open.push({ indent: blanks.length, value: inner });
  }
  return root;
}
