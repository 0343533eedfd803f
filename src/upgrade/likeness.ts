import { isOwn } from './kubernetes-kinds';
import { identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { containers, fields, isHeadless, items, podLabels, text } from '../manifest/reading';

/** From here on, two objects of different names are taken for one that was renamed. */
export const LIKE_ENOUGH = 3;

/** What keeps running under its name, so that another name is another one. */
const SERVERS = ['StatefulSet', 'Deployment'];

interface Traits {
  readonly mounts: string;
  readonly ports: string;
  readonly labels: Record<string, unknown>;
}

const known = new WeakMap<Manifest, Traits>();

/** What two objects must share before anybody compares them: there may be thousands. */
export function signature(manifest: Manifest): string[] {
  const { kind, name } = identity(manifest);
  if (!isOwn(manifest)) return [];
  if (SERVERS.includes(kind)) return [`pods/${images(manifest).join()}`];
  if (kind === 'Service') return [`service/${isHeadless(manifest)}/${ports(manifest)}`];
  return kind === 'PersistentVolumeClaim' ? [`claim/${name}`] : [];
}

/** How sure it is that one has become the other: by name, labels, images, ports and mounts. */
export function likeness(before: Manifest, after: Manifest): number {
  const sameName = identity(before).name === identity(after).name ? 3 : 0;
  if (identity(before).kind === 'Service') {
    return sameName + shared(fields(before.spec?.selector), fields(after.spec?.selector)) + (nameWithin(before, after) ? 3 : 0);
  }
  if (identity(before).kind === 'PersistentVolumeClaim') return sameName;
  const [old, now] = [traits(before), traits(after)];
  const mounts = old.mounts === now.mounts ? 2 : 0;
  const listens = old.ports === now.ports ? 1 : 0;
  const sameKind = identity(before).kind === identity(after).kind ? 1 : 0;
  return sameName + mounts + listens + sameKind + Math.min(shared(old.labels, now.labels), 2);
}

/** Each is asked for as often as there are others like it. */
function traits(manifest: Manifest): Traits {
  const there = known.get(manifest);
  if (there !== undefined) return there;
  const made = { mounts: mountPaths(manifest).join(), ports: containerPorts(manifest).join(), labels: podLabels(manifest) };
  known.set(manifest, made);
  return made;
}

/** A release has its name in each of its objects. */
function nameWithin(before: Manifest, after: Manifest): boolean {
  return identity(before).name.includes(identity(after).name) || identity(after).name.includes(identity(before).name);
}

function images(manifest: Manifest): string[] {
  return containers(manifest).filter(({ init }) => !init).map(({ container }) => text(container.image, '').replace(/[:@][^/]*$/, ''))
    .sort();
}

function ports(service: Manifest): string {
  return items(service.spec?.ports).map(({ port }) => port).sort().join();
}

function containerPorts(manifest: Manifest): unknown[] {
  return containers(manifest).flatMap(({ container }) => items(container.ports).map(({ containerPort }) => containerPort)).sort();
}

function mountPaths(manifest: Manifest): unknown[] {
  return containers(manifest).flatMap(({ container }) => items(container.volumeMounts).map(({ mountPath }) => mountPath)).sort();
}

function shared(before: Record<string, unknown>, after: Record<string, unknown>): number {
  return Object.entries(before).filter(([label, value]) => after[label] === value).length;
}
