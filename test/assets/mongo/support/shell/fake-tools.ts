import { readFileSync, writeFileSync } from 'fs';
import { basename } from 'path';
import { parse } from 'yaml';
import { Answer, fileOf, Invocation } from '../../../support/asking-tool';

// mongodump, mongorestore and mongosh, as far as the programs see them. Options are read as the real tools read them: a value that begins with a double quote
// is one of Go, an option that is not known is an error, and so is a key of the configuration that is not.

/** What hello says of a member; a member that is not named does not answer. */
export interface Hello { readonly setName?: string; readonly secondary?: boolean; readonly isWritablePrimary?: boolean }

/** How the next one goes: it leaves `archive` (in base64), says `error`, and ends with `status`; or it hangs. */
interface Plan { readonly archive?: string; readonly error?: string; readonly status?: number; readonly hangs?: boolean }

/** What the fakes go by. */
export interface State {
  readonly members?: Record<string, Hello>;
  readonly dump?: Plan;
  readonly restore?: Omit<Plan, 'archive'>;
  readonly mongosh?: { readonly status?: number };
}

/** One call of one of MongoDB's tools. */
export interface Call {
  readonly tool: string;
  readonly argv: string[];
  readonly environment: Record<string, string>;
  readonly options: Record<string, string | true>;
  config?: string;
  /** Of the file with the configuration. */
  mode?: string;
  names?: number;
  uri?: string;
  uris?: string[];
}

const KNOWN: Record<string, string[]> = {
  mongodump: ['config', 'readPreference', 'oplog', 'gzip', 'archive'],
  mongorestore: ['config', 'oplogReplay', 'gzip', 'archive', 'stopOnError', 'writeConcern', 'drop'],
};

const failed = (text: string, status = 1): Answer => ({ status, error: `${text}\n` });

/** What that call of a tool comes to. */
export function callOf({ pid, program, argv, environment }: Invocation, state: State): { call: Call; answer: Answer } {
  const call: Call = { tool: basename(program), argv, environment, options: {} };
  return { call, answer: call.tool === 'mongosh' ? mongosh(call, state) : databaseTool(call, pid, state) };
}

/** Runs a script that knows no more of mongosh than `Mongo` and `print`. */
function mongosh(call: Call, { members = {}, mongosh: { status = 0 } = {} }: State): Answer {
  const uris: string[] = call.uris = [];
  if (status) return failed('mongosh: out of order', status);
  let [out, error] = ['', ''];
  class Mongo {
    private readonly hello: Hello | undefined;

    constructor(uri: string) {
      uris.push(uri);
      this.hello = members[new URL(uri.replace('mongodb:', 'http:')).host];
      if (!this.hello) throw new Error('connect ECONNREFUSED');
    }

    getDB() {
      return { runCommand: () => this.hello };
    }

    close() {}
  }

  const script = new Function('Mongo', 'print', 'console', 'process', readFileSync(call.argv.at(-1)!, 'utf8')); // eslint-disable-line @typescript-eslint/no-implied-eval, no-new-func
  try {
    script(Mongo, (text: string) => { out += `${text}\n`; }, { error: (text: string) => { error += `${text}\n`; } }, { env: call.environment });
  } catch (thrown) {
    return { status: 1, out, error: `${error}${(thrown as Error).stack}\n` };
  }
  return { status: 0, out, error };
}

function databaseTool(call: Call, pid: number, { dump = {}, restore = {} }: State): Answer {
  for (const argument of call.argv) {
    const [, name = '', value] = /^--(\w+)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    if (!KNOWN[call.tool]!.includes(name)) return failed(`error parsing command line options: unknown option "${name || argument}"`);
    call.options[name] = value?.startsWith('"') ? JSON.parse(value) as string : value ?? true;
  }
  const { text, mode, names } = fileOf(pid, String(call.options.config));
  const { uri, ...others } = (parse(text) ?? {}) as { uri?: string };
  Object.assign(call, { config: text, mode, names, uri });
  if (uri === undefined || Object.keys(others).length > 0) return failed('error parsing config file: unmarshal errors');

  const { archive, error, status = 0, hangs }: Plan = call.tool === 'mongodump' ? dump : restore;
  if (archive !== undefined) writeFileSync(String(call.options.archive), Buffer.from(archive, 'base64'));
  if (hangs) return { error: 'hanging\n', farewell: 'signal \'terminated\' received; attempting to shut down\n' };
  return error ? failed(error, status) : { status };
}
