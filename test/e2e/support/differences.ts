import { Manifest } from '../../../src/manifest/manifest';

/** Where what is read differs from what was written: in each field that was, and in the length of each list. */
export function differences(written: Manifest, read: Manifest, path = `${written.kind} ${written.metadata.name}`): string[] {
  if (typeof written !== 'object' || written === null) return Object.is(written, read) ? [] : [`${path}: ${JSON.stringify(written)} is read as ${JSON.stringify(read)}`];
  if (Array.isArray(written) && written.length !== read?.length) return [`${path}: ${written.length} are read as ${read?.length}`];
  if (read === undefined) return [`${path}: ${JSON.stringify(written)} is read as nothing`];
  return Object.entries(written).flatMap(([key, value]) => differences(value, read?.[key], `${path}.${key}`));
}
