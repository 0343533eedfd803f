import { posix } from 'path';
import { Usage } from '../arguments';
import { decoded, Input, isManifest } from '../inputs';
import { answer } from './program';

/** The manifests of a commit, a branch or a tag: `git:REF`, or `git:REF:path`; otherwise at the path of the new ones. */
export function committed(given: string, otherwise: string): Input[] {
  const [, ref, path = otherwise] = /^git:([^:]*)(?::(.*))?$/s.exec(given)!;
  if (!ref || ref.startsWith('-')) throw new Usage(`'${given}' must be git:REF, or git:REF:path, of a commit, a branch or a tag`);
  const files = answer('git', ['ls-tree', '-r', '-z', ref, '--', path]).toString().split('\0').flatMap((line) => {
    const [, id, name] = /^\d+ blob (\S+)\t(.*)$/s.exec(line) ?? [];
    return name !== undefined && isManifest(posix.relative(path, name) || posix.basename(name)) ? [{ id: id!, name }] : [];
  });
  const texts = contents(files.map(({ id }) => id));
  return files.map(({ name }, i) => decoded(`${ref}:${name}`, texts[i]!));
}

/** Of all at once: a thousand files would be a thousand calls of git. */
function contents(ids: readonly string[]): Buffer[] {
  const all = ids.length === 0 ? Buffer.alloc(0) : answer('git', ['cat-file', '--batch'], ids.join('\n'));
  const found: Buffer[] = [];
  for (let at = 0; at < all.length;) {
    const start = all.indexOf('\n', at) + 1;
    const size = Number(all.toString('latin1', at, start).split(' ')[2]);
    found.push(all.subarray(start, start + size));
    at = start + size + 1;
  }
  return found;
}
