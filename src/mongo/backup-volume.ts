import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { checkReference, ownPlace } from '../naming/reference';
import { typed } from '../naming/typed';
import { checkSpelling } from '../rules/object/spelling';
import { storageQuantity } from '../stateful-backend/claim';
import { refusing } from '../synthesis/refusing';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('PersistentVolumeClaim');

/**
 * Options of `BackupVolume.ofSize`.
 */
export interface BackupVolumeOptions {
  /**
   * The storage class of the volume.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

/**
 * The volume that backups are written to.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class BackupVolume {
  /**
   * A new volume. Its PersistentVolumeClaim, `<cluster>-backup`, is a manifest like the others: deleting it, or pruning it once `addBackup`
   * is taken away, deletes all backups. For production create the claim elsewhere, and use `BackupVolume.ofClaim`.
   *
   * @param size room for `keep` backups and one more, because a new one is written before the oldest is deleted; any size above 0
   * @param options its storage class
   */
  public static ofSize(size: Size, options: BackupVolumeOptions = {}): BackupVolume {
    typed('BackupVolume.ofSize', 'BackupVolume.ofSize', size, options);
    return new BackupVolume((scope, metadata) => {
      const { storageClassName } = options;
      const report = refusing(scope, scope.node.path);
      checkSpelling('PersistentVolumeClaimSpec', 'storageClassName', 'volume.storageClassName', storageClassName, report);
      takeName(scope, 'PersistentVolumeClaim', metadata.namespace, metadata.name);
      const spec: kplus.k8s.PersistentVolumeClaimSpec = {
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName,
        resources: { requests: { storage: storageQuantity(scope.node.path, 'volume', size) } },
      };
      const object = new kplus.k8s.KubePersistentVolumeClaim(scope, 'BackupClaim', { metadata, spec });
      new WrittenObject({ where: scope.node.path, rules: RULES, object, spec: () => spec });
      return metadata.name;
    });
  }

  /**
   * The volume of a claim that exists. Backups are files in its root directory, beside whatever else is there.
   *
   * @param claim in the namespace of the cluster; one of another is refused
   */
  public static ofClaim(claim: kplus.IPersistentVolumeClaim): BackupVolume {
    typed('BackupVolume.ofClaim', 'BackupVolume.ofClaim', claim);
    return new BackupVolume((scope, { namespace }) => {
      checkReference(scope.node.path, 'volume', ownPlace(scope, namespace), claim);
      return claim.name;
    });
  }

  private constructor(private readonly claimName: (scope: Construct, metadata: ObjectMetadata) => string) {}

  /**
   * The name of the claim, which is created with the metadata of all objects of the backup, unless it exists.
   *
   * @internal
   */
  public _claimName(scope: Construct, metadata: ObjectMetadata): string {
    return this.claimName(scope, metadata);
  }
}
