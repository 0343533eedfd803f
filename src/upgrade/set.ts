import { Manifest } from '../manifest/manifest';
import { neighbours } from '../manifest/neighbours';
import { count, fields, items, text } from '../manifest/reading';
import * as naming from '../naming/dns-label';

// What a StatefulSet calls its pods and claims.

export function replicas(set: Manifest): number {
  return Math.max(count(set.spec?.replicas, 1), 0);
}

/** The sets whose pods are called by a Service. */
export function governedBy(service: Manifest, among: readonly Manifest[]): Manifest[] {
  return neighbours(service, 'StatefulSet', among).filter(each => each.spec?.serviceName === service.metadata?.name);
}

/** From the lowest up. */
export function ordinals(set: Manifest): number[] {
  const start = firstOrdinal(set);
  return Array.from({ length: Math.min(replicas(set), 1000) }, (_, i) => start + i);
}

function firstOrdinal(set: Manifest): number {
  return count(set.spec?.ordinals?.start, 0);
}

export function podName(set: Manifest, ordinal: number): string {
  return naming.podName(text(set.metadata?.name, ''), ordinal);
}

/** The first that is made. */
export function firstPod(set: Manifest): string {
  return podName(set, firstOrdinal(set));
}

export function podNames(set: Manifest): string[] {
  return ordinals(set).map(ordinal => podName(set, ordinal));
}

/** Of which claim a claim is, without its ordinal: `data-db-`. */
export function claimStem(set: Manifest, template: string): string {
  return naming.claimPrefix(template, text(set.metadata?.name, ''));
}

export function claimTemplates(set: Manifest): Map<string, Manifest> {
  return new Map(items(set.spec?.volumeClaimTemplates).map(each => [text(each.metadata?.name, ''), each]));
}

/** Those of the pods that there are. */
export function claimNames(set: Manifest): string[] {
  return [...claimTemplates(set).keys()].flatMap(template => ordinals(set).map(ordinal => `${claimStem(set, template)}${ordinal}`));
}

export function retention(set: Manifest): { readonly whenDeleted: string; readonly whenScaled: string } {
  const { whenDeleted, whenScaled } = fields(set.spec?.persistentVolumeClaimRetentionPolicy);
  return { whenDeleted: text(whenDeleted, 'Retain'), whenScaled: text(whenScaled, 'Retain') };
}

/** How many are more than half. */
export function majority(of: number): number {
  return Math.floor(of / 2) + 1;
}
