import { LAST_APPLIED } from './settled';
import { Manifest } from '../../manifest/manifest';
import { entries, fields, items, text } from '../../manifest/reading';

/** Labels that a Job's controller puts on its pods. */
const OF_THE_JOB = /(^|\/)(controller-uid|job-name)$/;

const CHOSEN = ['replicas', 'volumeName', 'clusterIP', 'clusterIPs', 'healthCheckNodePort'];

/** The same, of one kind. */
const OTHERWISE: ReadonlyMap<unknown, (spec: Manifest) => Manifest> = new Map(Object.entries({
  Service: ({ ports }) => ({ ports: items(ports).map(({ nodePort: _, ...port }) => port) }),
  PersistentVolumeClaim: () => ({ storageClassName: undefined }),
  Job: ({ template }) => ({ selector: undefined, template: { ...template, metadata: unlabelled(fields(template?.metadata)) } }),
}));

/**
 * What was applied last, and is taken away when the next manifest does not say it. A manifest from a file is what was applied. Of an object
 * of a cluster, kubectl has noted it, or the server knows who has applied what; else all of it is taken for said, but for what others write
 * as a rule.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
export function lastSaid(before: Manifest): Manifest {
  if (before.metadata?.uid === undefined && noteOn(before) === undefined) return before;
  const noted = parsed(text(noteOn(before), ''));
  if (noted !== undefined) return fields(noted);
  return isAppliedByServer(before) ? fields(part(before, sets(before))) : saidByAnybody(before);
}

/** Whether it was made by server-side apply, which keeps account of who has said what. */
export function isAppliedByServer(before: Manifest): boolean {
  return noteOn(before) === undefined && sets(before).length > 0;
}

/** What others have said of an object of a cluster, than those who apply it. */
export function saidByOthers(before: Manifest): Manifest {
  const isAnother = ({ operation, subresource, manager }: Manifest) =>
    operation === 'Update' && subresource === undefined && manager !== 'kubectl-client-side-apply';
  const others = items(before.metadata?.managedFields).filter(isAnother);
  return fields(part(before, others.map(({ fieldsV1 }) => fields(fieldsV1))));
}

function noteOn(before: Manifest): unknown {
  return fields(before.metadata?.annotations)[LAST_APPLIED];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function sets(before: Manifest): Manifest[] {
  return items(before.metadata?.managedFields)
    .filter(({ operation, subresource }) => operation === 'Apply' && subresource === undefined)
    .map(({ fieldsV1 }) => fields(fieldsV1));
}

/** As much of a value as is in one of these sets of fields. */
function part(value: unknown, owned: readonly Manifest[]): unknown {
  if (owned.some(set => Object.keys(set).every(key => key === '.'))) return value;
  if (Array.isArray(value)) {
    return value.flatMap((entry): unknown[] => {
      const within = owned.flatMap(set => entries(set).filter(([key]) => isOf(entry, key))).map(([, set]) => fields(set));
      return within.length === 0 ? [] : [part(entry, within)];
    });
  }
  return Object.fromEntries(entries(value).flatMap(([key, inside]) => {
    const within = owned.filter(set => Object.hasOwn(set, `f:${key}`)).map(set => fields(set[`f:${key}`]));
    return within.length === 0 ? [] : [[key, part(inside, within)]];
  }));
}

/** `k:{"name":"data"}` is the entry that has it, and `v:"ReadWriteOnce"` the value itself. */
function isOf(entry: unknown, key: string): boolean {
  const wanted = parsed(key.slice(2));
  if (key.startsWith('v:')) return entry === wanted;
  return key.startsWith('k:') && wanted !== undefined && entries(wanted).every(([name, value]) => fields(entry)[name] === value);
}

/** Without what no manifest says, because the server or a controller has chosen it. */
function saidByAnybody(before: Manifest): Manifest {
  const { metadata: _, status: __, ...said } = before;
  if (said.spec === undefined) return said;
  const spec = Object.fromEntries(entries(said.spec).filter(([key]) => !CHOSEN.includes(key)));
  return { ...said, spec: { ...spec, ...OTHERWISE.get(before.kind)?.(spec) } };
}

function unlabelled(metadata: Manifest): Manifest {
  return { ...metadata, labels: Object.fromEntries(entries(metadata.labels).filter(([label]) => !OF_THE_JOB.test(label))) };
}
