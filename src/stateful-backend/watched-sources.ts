import * as kplus from 'cdk8s-plus-28';
import { isDefined, knownData } from './known-data';
import { checkReference, Place } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { hash } from '../synthesis/hash';

/** The ConfigMaps and Secrets for whose contents pods are restarted. */
export class WatchedSources {
  private readonly sources = new Set<kplus.IResource>();

  public add(where: string, pods: Place, source: kplus.IResource): void {
    if (!['ConfigMap', 'Secret'].includes(source.kind) || !isDefined(source)) {
      refuse(where, {
        what: 'source',
        allowed: 'a ConfigMap or Secret that is defined in this app',
        got: `${source.kind} ${source.name}`,
        instead: 'what others hold is not known here: set an annotation in podMetadata that you change with it',
      });
    }
    checkReference(where, 'source', pods, source);
    this.sources.add(source);
  }

  /** With a hash of what they hold by now, in whatever order. */
  public annotated(metadata: kplus.k8s.ObjectMeta): kplus.k8s.ObjectMeta {
    if (this.sources.size === 0) return metadata;
    const contents = [...this.sources].map(source => [source.kind, source.name, knownData(source)]);
    return { ...metadata, annotations: { ...metadata.annotations, 'checksum/restart-when-changed': hash(contents) } };
  }
}
