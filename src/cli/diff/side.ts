import { identity } from '../../manifest/identity';
import { objectsIn } from '../../manifest/list';
import { Manifest } from '../../manifest/manifest';
import { fields } from '../../manifest/reading';
import { Refusal } from '../../naming/refuse';
import { documents, YamlDocument } from '../documents';
import { Input, inputs } from '../inputs';
import { Locator } from '../locator';
import { Problem } from '../report';
import { DiffOptions } from './arguments';
import { committed } from './committed';

/** An object, and where it was read. */
export interface Read {
  readonly manifest: Manifest;
  readonly file: string;
  readonly document: YamlDocument;
  readonly path: string;
}

/** The old manifests, or the new ones. */
export interface Side {
  readonly objects: readonly Read[];
  readonly problems: readonly Problem[];
  /** What is left out, and why. */
  readonly notes: readonly string[];
}

const EMPTY = 'there is no object to compare; --allow-empty accepts that';

type Options = Pick<DiffOptions, 'now' | 'allowEmpty'>;

/** Reads files, folders, `-`, and what is committed: `git:REF`, or `git:REF:path`. */
export async function side(given: string, options: Options, stdin: AsyncIterable<Uint8Array>): Promise<Side> {
  const objects: Read[] = [];
  const problems: Problem[] = [];
  const notes: string[] = [];
  for (const { file, text, problem } of await read(given, options, stdin)) {
    if (text === undefined) problems.push({ file, message: problem! });
    for (const document of text === undefined ? [] : documents(text)) {
      if ('message' in document) {
        problems.push({ ...document, file });
        continue;
      }
      for (const { manifest, path } of objectsIn(document.value).filter(each => isObject(each.manifest))) {
        const { kind, metadata } = manifest;
        if (identity(manifest).name !== '') objects.push({ manifest, path, file, document });
        else if (isGiven(metadata)) notes.push(`${file}: a ${kind} with generateName gets a new name each time, and is not compared`);
        else problems.push({ file, message: `a ${kind} has no name`, ...new Locator().place(document, path) });
      }
    }
  }
  // an empty folder looks like manifests that nobody changes, and like one of which all goes
  if (objects.length + problems.length + notes.length === 0 && !options.allowEmpty) throw new Refusal(`${given}: ${EMPTY}`);
  return { objects, problems, notes };
}

async function read(given: string, { now }: Options, stdin: AsyncIterable<Uint8Array>): Promise<readonly Input[]> {
  if (given.startsWith('git:')) return committed(given, now);
  const all: Input[] = [];
  for await (const input of inputs([given], stdin)) all.push(input);
  return all;
}

/** Whether the server makes the name. */
function isGiven(metadata: unknown): boolean {
  return typeof fields(metadata).generateName === 'string';
}

function isObject(manifest: unknown): boolean {
  const { apiVersion, kind } = fields(manifest);
  return typeof apiVersion === 'string' && typeof kind === 'string';
}
