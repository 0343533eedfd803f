/** A role, and the nodes that hold its row. */
export interface Role {
  password: string;
  superuser: boolean;
  login: boolean;
  on: string[];
}

interface Node {
  dc: string;
  down?: boolean;
}

/** What the nodes of a ring know, as far as CQL shows it. */
export interface RingState {
  /** By address, in the order in which they become replicas. */
  nodes: Record<string, Node>;
  roles: Record<string, Role>;
  replication: Record<string, string>;
  /** Calls of cqlsh for which a password is not changed again. */
  passwordLimit?: number;
  /** At which call a password was last changed, by role. */
  changes?: Record<string, number>;
  /** The role whose password was last changed, and how many of its logins are refused yet. */
  changed?: string;
  refusals?: number;
  /** Logins after a change of password that are refused all the same. */
  remembers?: number;
  /** Instead of doing it: what cqlsh says then, so many times. */
  failures?: { statement: string; error: string; times: number }[];
  /** Whoever comes is let in. */
  open?: boolean;
  /** The call after which nobody lives to see the answer. */
  dieAfter?: number;
  /** No answer ever comes. */
  hangs?: boolean;
  /** What must not be seen in any process. */
  secret?: string;
}

/** How cqlsh ends, and what it prints. */
export interface Answer {
  readonly status: number;
  readonly out?: string;
  readonly error?: string;
}

class Refusal extends Error {
  constructor(readonly code: number, message: string, readonly kind = 'InvalidRequest') {
    super(message);
  }
}

/** One login at one node, which may change what the ring knows. */
export class Session {
  private all = false;

  constructor(
    private readonly state: RingState, private readonly host: string, private readonly user: string, private readonly password: string, private readonly number: number,
  ) {}

  answer(cql: string): Answer {
    const { state, host } = this;
    const node = state.nodes[host];
    if (!node || node.down) return { status: 1, error: `Connection error: ('Unable to connect to any servers', {'${host}:9042': ConnectionRefusedError(111, "Tried connecting to [('${host}', 9042)]. Last error: Connection refused")})\n` };
    const refused = state.open ? undefined : this.login(node);
    if (refused) return { status: 1, error: `Connection error: ('Unable to connect to any servers', {'${host}:9042': AuthenticationFailed('Failed to authenticate to ${host}:9042: Error from server: code=0100 [Bad credentials] message="${refused}"')})\n` };
    const failure = (state.failures ?? []).find(({ statement, times }) => times > 0 && cql.includes(statement));
    if (failure) {
      failure.times--;
      return { status: 2, error: `<stdin>:2:${failure.error}\n` };
    }
    let out = '';
    for (const statement of cql.split(/;\n/).map(text => text.trim()).filter(Boolean)) {
      try {
        out += this.execute(statement, node);
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        return { status: 2, out, error: `<stdin>:2:${thrown.kind}: Error from server: code=${thrown.code} [${thrown.kind}] message="${thrown.message}"\n` };
      }
    }
    return { status: 0, out };
  }

  /** Roles that some node does not know, though they are roles of the ring. */
  unknown(): string[] {
    return Object.entries(this.state.nodes).flatMap(([address, { dc }]) => this.replicasIn(dc).length === 0 ? []
      : Object.entries(this.state.roles).filter(([, role]) => !this.quorumKnows(role, address)).map(([name]) => `${name} at ${address}`));
  }

  private login({ dc }: Node): string | undefined {
    const { state, user } = this;
    const role = state.roles[user];
    const incorrect = `Provided username ${user} and/or password are incorrect`;
    if (state.refusals && user === state.changed) {
      state.refusals--;
      return incorrect;
    }
    const replicas = this.replicasIn(dc);
    const quorum = Math.floor(replicas.length / 2) + 1;
    if (replicas.length === 0 || replicas.filter(address => this.up(address)).length < quorum) return 'Unable to perform authentication: Cannot achieve consistency level LOCAL_QUORUM';
    if (!role || !this.quorumKnows(role, this.host)) return incorrect;
    if (role.password !== this.password) return incorrect;
    return role.login ? undefined : `${user} is not permitted to log in`;
  }

  private execute(statement: string, node: Node): string {
    const { state, user } = this;
    let match: RegExpExecArray | null;
    if ((match = /^LIST ROLES OF "((?:[^"]|"")*)";?$/.exec(statement))) {
      const named = state.roles[match[1].replace(/""/g, '"')];
      if (!named) throw new Refusal(2200, `${match[1]} doesn't exist`);
      return table(['role', 'super', 'login', 'options', 'datacenters'], [[match[1], named.superuser ? 'True' : 'False', named.login ? 'True' : 'False', '{}', 'ALL']]);
    }
    if (statement.startsWith('SELECT release_version')) return table(['release_version'], [['5.0.8']]);
    if (!state.roles[user]?.superuser) throw new Refusal(2100, `User ${user} has no permission`);
    if (statement.startsWith('SELECT JSON replication')) return json([{ replication: state.replication }]);
    if (statement.startsWith('SELECT JSON data_center FROM system.local')) {
      return json([{ data_center: node.dc }]) + json(Object.entries(state.nodes).filter(([address]) => address !== this.host).map(([, { dc }]) => ({ data_center: dc })));
    }
    if (statement.startsWith('SELECT JSON table_name')) return json(['roles', 'role_members', 'a_table_of_tomorrow'].map(table_name => ({ table_name })));
    if (statement === 'CONSISTENCY ALL') {
      this.all = true;
      return 'Consistency level set to ALL.\n';
    }
    if ((match = /^SELECT \* FROM system_auth\."(\w+)";?$/.exec(statement))) return this.spread(match[1], node);
    if ((match = /^ALTER KEYSPACE system_auth WITH replication = \{(.*)\};?$/.exec(statement))) {
      const replication = Object.fromEntries([...match[1].matchAll(/'([^']*)': '?([^',]*)'?/g)].map(([, key, value]) => [key, value]));
      for (const dc of Object.keys(replication)) if (dc !== 'class' && !Object.values(state.nodes).some(one => one.dc === dc)) throw new Refusal(2300, `Unrecognized strategy option {${dc}} passed to NetworkTopologyStrategy for keyspace system_auth`);
      state.replication = { ...replication, class: `org.apache.cassandra.locator.${replication.class}` };
      return '\nWarnings :\nWhen increasing replication factor you need to run a full (-full) repair to distribute the data.\n\n';
    }
    if ((match = /^(CREATE|ALTER) ROLE (IF NOT EXISTS |IF EXISTS )?(?:"((?:[^"]|"")*)"|(\w+)) WITH (.*);?$/.exec(statement))) {
      return this.role(match[1], match[2], match[4] ?? match[3].replace(/""/g, '"'), match[5]);
    }
    throw new Error(`what is this? ${statement}`);
  }

  /** A read that asks every replica gives each of them what it lacks. */
  private spread(what: string, { dc }: Node): string {
    const { roles } = this.state;
    if (!this.all) throw new Error('not at ALL');
    const replicas = this.replicas();
    if (replicas.some(address => !this.up(address)) || this.factorOf(dc) > this.replicasIn(dc).length) throw new Refusal(1000, 'Cannot achieve consistency level ALL', 'NoHostAvailable');
    // of a row that lies only where nobody looks for it any more, nothing is read
    if (what === 'roles') for (const one of Object.values(roles)) if (one.on.some(address => replicas.includes(address))) one.on = [...replicas];
    return table(['role', 'salted_hash'], Object.keys(roles).map(name => [name, '$2a$10$hash']));
  }

  private role(verb: string, condition: string | undefined, name: string, options: string): string {
    const { roles } = this.state;
    const there = roles[name];
    if (verb === 'CREATE' && there) {
      if (condition) return '';
      throw new Refusal(2200, `${name} already exists`);
    }
    if (verb === 'ALTER' && !there) {
      if (condition) return '';
      throw new Refusal(2200, `Role ${name} doesn't exist`);
    }
    const text = /PASSWORD = '((?:[^']|'')*)'/.exec(options);
    if (text) this.changePassword(name);
    if (name === this.user && /SUPERUSER/.test(options)) throw new Refusal(2100, "You aren't allowed to alter your own superuser status or that of a role granted to you", 'Unauthorized');
    const changed = there ?? (roles[name] = { password: '', superuser: false, login: false, on: [] });
    if (text) changed.password = text[1].replace(/''/g, "'");
    for (const [, key, value] of options.replace(/PASSWORD = '(?:[^']|'')*'/, '').matchAll(/(SUPERUSER|LOGIN) = (true|false)/g)) changed[key === 'LOGIN' ? 'login' : 'superuser'] = value === 'true';
    changed.on = this.replicas();
    return '';
  }

  private changePassword(name: string): void {
    const { state } = this;
    const changes = (state.changes ??= {});
    const last = changes[name];
    if (last !== undefined && state.passwordLimit !== undefined && this.number - last <= state.passwordLimit) throw new Refusal(1001, `Password for role ${name} can only be changed every 5000ms.`, 'NoHostAvailable');
    changes[name] = this.number;
    state.changed = name;
    state.refusals = state.remembers ?? 0;
  }

  private up(address: string): boolean {
    return !this.state.nodes[address].down;
  }

  private get simple(): boolean {
    return this.state.replication.class.endsWith('SimpleStrategy');
  }

  private replicas(): string[] {
    const { nodes, replication } = this.state;
    if (this.simple) return Object.keys(nodes).slice(0, Number(replication.replication_factor));
    return [...new Set(Object.values(nodes).map(({ dc }) => dc))].flatMap(dc => this.replicasIn(dc));
  }

  private replicasIn(dc: string): string[] {
    const there = Object.keys(this.state.nodes).filter(address => this.state.nodes[address].dc === dc);
    if (this.simple) return this.replicas().filter(address => there.includes(address));
    return there.slice(0, this.factorOf(dc));
  }

  private factorOf(dc: string): number {
    const { nodes, replication } = this.state;
    if (!/(Simple|NetworkTopology)Strategy$/.test(replication.class)) return Object.keys(nodes).length;
    return Number(replication[dc] ?? 0);
  }

  /** With the worst choice of replicas; but a node that is one asks itself. */
  private quorumKnows(role: Role, coordinator: string): boolean {
    const all = this.replicasIn(this.state.nodes[coordinator].dc);
    const quorum = Math.floor(all.length / 2) + 1;
    const others = all.filter(address => address !== coordinator);
    const knows = (address: string) => role.on.includes(address);
    const order = [...all.filter(address => address === coordinator), ...others.filter(address => !knows(address)), ...others.filter(knows)];
    return order.slice(0, quorum).some(knows);
  }
}

function table(heading: string[], rows: string[][]): string {
  return `\n ${heading.join(' | ')}\n${heading.map(() => '-----').join('+')}\n${rows.map(row => ` ${row.join(' | ')}`).join('\n')}\n\n(${rows.length} rows)\n`;
}

function json(rows: object[]): string {
  return table(['[json]'], rows.map(row => [JSON.stringify(row).replace(/":/g, '": ').replace(/,"/g, ', "')]));
}
