import { execFileSync } from 'child_process';
import { objectsIn } from '../../manifest/list';
import { Manifest } from '../../manifest/manifest';
import { fields } from '../../manifest/reading';
import { Refusal } from '../../naming/refuse';
import { Usage } from '../arguments';
import { documents, YamlDocument } from '../documents';
import { Input, inputs } from '../inputs';
import { Problem } from '../report';
import { DiffOptions } from './arguments';

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
}

const EMPTY = 'there is no object to compare; --allow-empty makes that fine';
const MOST_BYTES = 64 * 2 ** 20;

type Options = Pick<DiffOptions, 'now' | 'allowEmpty'>;

/** Reads files, folders, `-`, and what is committed: `git:REF`, or `git:REF:path`. */
export async function side(given: string, options: Options, stdin: AsyncIterable<Uint8Array>): Promise<Side> {
  const objects: Read[] = [];
  const problems: Problem[] = [];
  const all: Input[] = [];
  if (given.startsWith('git:')) all.push(...committed(given, options));
  else for await (const input of inputs([given], stdin)) all.push(input);
  for (const { file, text, problem } of all) {
    if (text === undefined) problems.push({ file, message: problem! });
    for (const document of text === undefined ? [] : documents(text)) {
      if ('message' in document) problems.push({ ...document, file });
      else objects.push(...objectsIn(document.value).filter(each => isObject(each.manifest)).map(each => ({ ...each, file, document })));
    }
  }
  // an empty folder looks like manifests that nobody changes, and like one of which all goes
  if (objects.length + problems.length === 0 && !options.allowEmpty) throw new Refusal(`${given}: ${EMPTY}`);
  return { objects, problems };
}

function isObject(manifest: unknown): boolean {
  const { apiVersion, kind } = fields(manifest);
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

function committed(given: string, { now }: Options): Input[] {
  const [, ref, path = now] = /^git:([^:]*)(?::(.*))?$/.exec(given)!;
  if (!ref || ref.startsWith('-')) throw new Usage(`'${given}' must be git:REF, or git:REF:path, of a commit, a branch or a tag`);
  const names = git('ls-tree', '-r', '-z', '--name-only', ref, '--', path).split('\0').filter(name => /\.(ya?ml|json)$/i.test(name));
  return names.map(name => ({ file: `${ref}:${name}`, text: git('show', `${ref}:./${name}`) }));
}

function git(...args: readonly string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Usage(`git ${args.join(' ')}: ${(error as { stderr: string }).stderr.trim()}`);
  }
}
