import { Manifest } from '../manifest/manifest';
import { filled, text } from '../manifest/reading';
import { NameKind } from '../naming/dns-label';
import { Complaint } from '../naming/refuse';

/**
 * What is wrong with the name of an object, or with the beginning of one, to which the API server adds five characters: it may end with a
 * dash.
 */
export function nameProblem({ metadata }: Manifest, kind: NameKind): Complaint | undefined {
  const name: unknown = metadata?.name;
  const begins = text(metadata?.generateName, '');
  if (begins !== '' && !kind.accepts(completed(begins))) {
    return { what: 'metadata.generateName', allowed: `${kind.allowed}, with a suffix added`, got: begins };
  }
  if (begins !== '' && !filled(name)) return undefined;
  return kind.accepts(name) ? undefined : { what: 'metadata.name', allowed: kind.allowed, got: name };
}

/** As the API server reads a name that something is to be added to. */
export function completed(begins: string): string {
  return begins.length > 1 && begins.endsWith('-') ? `${begins.slice(0, -2)}a` : begins;
}
