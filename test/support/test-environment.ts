import hooks, { AsyncLocalStorage } from 'async_hooks';
import vm, { CompileFunctionOptions, Script } from 'vm';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import '../../projenrc/optimize-later';

interface Compiled {
  readonly code: string;
  readonly first: Script;
  cache?: Buffer;
}

const compiled = new Map<string, Compiled>();

/** As Jest calls it, for every file that a test file loads. */
function compileOnce(code: string, params: readonly string[], { filename, importModuleDynamically, parsingContext }: CompileFunctionOptions): unknown {
  const before = compiled.get(filename!);
  const known = before?.code === code ? before : undefined;
  if (known) known.cache ??= known.first.createCachedData(); // by now with the functions in it that were called
  const script = new Script(`(function (${params.join()}) {${code}\n})`, { filename, importModuleDynamically, cachedData: known?.cache } as object);
  if (!known) compiled.set(filename!, { code, first: script });
  return script.runInContext(parsingContext!);
}

const opened: AsyncLocalStorage<unknown>[] = [];

class Noted<T> extends AsyncLocalStorage<T> {
  constructor() {
    super();
    opened.push(this as AsyncLocalStorage<unknown>);
  }
}

Object.assign(vm, { compileFunction: compileOnce });
Object.defineProperty(hooks, 'AsyncLocalStorage', { value: Noted }); // a getter, from Node 22 on

/**
 * Jest gives every test file modules of its own, some thousand files with cdk8s-plus and its own: V8 would compile them anew each time, a fifth of what
 * a test file costs. Here it does so once in a worker. And what a test file leaves behind in Node, which makes every promise of the next ones slower, goes with it. Nor
 * does what V8 optimizes for one help the next, so it does that later.
 */
export default class TestEnvironment extends NodeEnvironment {
  async teardown(): Promise<void> {
    await super.teardown();
    for (const storage of opened.splice(0)) storage.disable();
  }
}
