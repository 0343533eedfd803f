import * as kplus from 'cdk8s-plus-28';
import { typed } from '../naming/typed';

/**
 * An object to fill volumes from.
 */
export interface ClaimSourceReference {
  /** The kind of the object to read. */
  readonly kind: string;

  /** The name of the object. */
  readonly name: string;

  /**
   * The API group of the object.
   *
   * @default - the core group
   */
  readonly apiGroup?: string;

  /**
   * The namespace of the object. Any other than the claim's needs the feature gate `CrossNamespaceVolumeDataSource` and a ReferenceGrant.
   *
   * @default - the namespace of the claim
   */
  readonly namespace?: string;
}

/**
 * The initial contents of a claim's volumes. It takes effect once, when a claim is created, and never changes a volume that exists.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources
 */
export class ClaimSource {
  /** The data of a VolumeSnapshot in the same namespace. */
  public static snapshot(name: string): ClaimSource {
    typed('ClaimSource.snapshot', 'ClaimSource.snapshot', name);
    return new ClaimSource({ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name } });
  }

  /** The data of a PersistentVolumeClaim in the same namespace. */
  public static claim(name: string): ClaimSource {
    typed('ClaimSource.claim', 'ClaimSource.claim', name);
    return new ClaimSource({ dataSource: { kind: 'PersistentVolumeClaim', name } });
  }

  /** The data of any object for which the cluster has a volume populator. */
  public static reference(to: ClaimSourceReference): ClaimSource {
    typed('ClaimSource.reference', 'ClaimSource.reference', to);
    return new ClaimSource({ dataSourceRef: { apiGroup: to.apiGroup, kind: to.kind, name: to.name, namespace: to.namespace } });
  }

  private constructor(private readonly fields: Pick<kplus.k8s.PersistentVolumeClaimSpec, 'dataSource' | 'dataSourceRef'>) {}

  /** @internal */
  public _toKube(): Pick<kplus.k8s.PersistentVolumeClaimSpec, 'dataSource' | 'dataSourceRef'> {
    return this.fields;
  }
}
