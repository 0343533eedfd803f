import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

/** A text to be checked, or why there is none. */
export interface Input {
  /** What to call it: the path as it was given, and what is below it. */
  readonly file: string;
  readonly text: string | undefined;
  readonly problem?: string;
}

/** A file that is larger is not read: four megabytes hold a thousand StatefulSets. */
const MOST_BYTES = 32 * 2 ** 20;

const MANIFEST = /\.(ya?ml|json)$/i;
/** What is not gone into: what is installed, and what belongs to tools. */
const FOREIGN = /^(node_modules|\..+)$/;

/** The manifests at these paths, one after the other: files, those in folders, and `-`, standard input. */
export async function* inputs(paths: readonly string[], stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Input> {
  for (const path of paths) {
    if (path === '-') yield await fromStream('stdin', stdin);
    else yield* fromPath(path);
  }
}

function* fromPath(path: string): Generator<Input> {
  try {
    if (statSync(path).isDirectory()) {
      for (const file of filesIn(path)) yield fromFile(file);
      return;
    }
  } catch (error) {
    yield { file: path, text: undefined, problem: reason(error) };
    return;
  }
  yield fromFile(path);
}

function* filesIn(folder: string): Generator<string> {
  const entries = new Map(readdirSync(folder, { withFileTypes: true }).map(entry => [entry.name, entry]));
  for (const name of [...entries.keys()].sort()) {
    const path = join(folder, name);
    if (entries.get(name)!.isDirectory()) { // links to folders are none: they may lead around in circles
      if (!FOREIGN.test(name)) yield* filesIn(path);
    } else if (MANIFEST.test(name)) {
      yield path;
    }
  }
}

function fromFile(file: string): Input {
  try {
    const { size } = statSync(file);
    return size > MOST_BYTES ? tooLarge(file) : decoded(file, readFileSync(file));
  } catch (error) {
    return { file, text: undefined, problem: reason(error) };
  }
}

async function fromStream(file: string, stream: AsyncIterable<Uint8Array>): Promise<Input> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MOST_BYTES) return tooLarge(file);
    chunks.push(chunk);
  }
  return decoded(file, Buffer.concat(chunks));
}

/** Whether it is read, by its path in a folder that is given. */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path) && !path.split('/').slice(0, -1).some(name => FOREIGN.test(name));
}

function tooLarge(file: string): Input {
  return { file, text: undefined, problem: `it is larger than ${MOST_BYTES / 2 ** 20} MiB` };
}

/** A text that is UTF-8; what is not is none. */
export function decoded(file: string, bytes: Uint8Array): Input {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { file, text: undefined, problem: 'it is not UTF-8' };
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'there is no such file or folder' : message;
}
