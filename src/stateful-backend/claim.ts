import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, RootConstruct } from 'constructs';
import { ClaimSource } from './claim-source';
import { quantity } from '../manifest/reading';
import { DNS_LABEL, podName } from '../naming/dns-label';
import { pathOf } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { override } from '../synthesis/override';

/**
 * What becomes of the claims, and with them of the data, when the pods go.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export enum ClaimRetention {
  /** They stay until somebody deletes them. */
  RETAIN = 'Retain',

  /** They are deleted, and the data with them. */
  DELETE = 'Delete',
}

/**
 * Properties of a `Claim`.
 */
export interface ClaimProps {
  /** How much storage each pod gets: any size above 0. Most storage classes let a claim grow; none lets it shrink. */
  readonly size: Size;

  /**
   * The storage class.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * How the volume may be mounted: one or more.
   *
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * A file system, to be mounted, or a block device, to be attached with `StatefulBackend.attachDevice`.
   *
   * @default PersistentVolumeMode.FILE_SYSTEM
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * Labels of the claims.
   *
   * @default - no labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - no annotations
   */
  readonly annotations?: { [key: string]: string };

  /**
   * What the volumes begin with: a snapshot, another claim, or whatever a volume populator knows.
   *
   * @default - empty volumes
   */
  readonly source?: ClaimSource;

  /**
   * Bind only to volumes with these labels.
   *
   * @default - any volume of the storage class
   */
  readonly selector?: kplus.LabelSelector;

  /**
   * Bind only to the volume of this name; for a backend of one pod.
   *
   * @default - any volume that fits
   */
  readonly volumeName?: string;

  /**
   * The most that a volume may be larger than was asked for; few provisioners heed it. No less than `size`.
   *
   * @default - no limit
   */
  readonly limit?: Size;
}

/** Which backend is writing its pods just now: it alone may have a claim's volume among them. */
let writing: Construct | undefined;

export function whileWriting<T>(backend: Construct, write: () => T): T {
  writing = backend;
  try {
    return write();
  } finally {
    writing = undefined;
  }
}

/**
 * One volume for each pod of a `StatefulBackend`, found again by the pod that takes its place. Made by `StatefulBackend.addClaim`, mounted by
 * reference: `container.mount('/data', claim)`. A construct only because cdk8s-plus mounts constructs: it stands in a tree of its own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export class Claim extends RootConstruct implements kplus.IStorage {
  /** @internal */
  public static _of(backend: kplus.Workload, name: string, props: ClaimProps): Claim {
    if (!DNS_LABEL.accepts(name)) refuse(backend.node.path, { what: 'name', allowed: DNS_LABEL.allowed, got: name });
    return new Claim(backend, name, props);
  }

  /** The name of the claim template, and of the volume in the pods. */
  public readonly name: string;

  /** How much storage each pod gets. */
  public readonly size: Size;

  /** A file system or a block device. */
  public readonly volumeMode: kplus.PersistentVolumeMode;

  private readonly where: string;
  private readonly volume: kplus.Volume;
  private readonly template: kplus.k8s.KubePersistentVolumeClaimProps;

  private constructor(private readonly backend: kplus.Workload, name: string, props: ClaimProps) {
    super(name);
    this.name = name;
    this.size = props.size;
    this.volumeMode = props.volumeMode ?? kplus.PersistentVolumeMode.FILE_SYSTEM;
    this.where = pathOf(backend, name);
    this.template = toTemplate(this.where, name, props);
    this.volume = this.carrier();
  }

  /**
   * The volume that containers of the backend mount. Refused for a block device.
   */
  public asVolume(): kplus.Volume {
    if (this.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
      refuse(this.where, { what: 'volumeMode', allowed: 'FILE_SYSTEM for a claim that is mounted', got: 'Block', instead: 'attach it with attachDevice' });
    }
    return this.volume;
  }

  /**
   * The name of the PersistentVolumeClaim of one pod.
   *
   * @param ordinal the pod's ordinal, a whole number
   */
  public claimName(ordinal: number): string {
    return podName(`${this.name}-${this.backend.name}`, ordinal);
  }

  /** @internal */
  public _toKube(): kplus.k8s.KubePersistentVolumeClaimProps {
    return this.template;
  }

  /**
   * cdk8s-plus mounts volumes, and knows none that the StatefulSet provides, so an empty one carries the name; the backend leaves it out of
   * its pods. In the pods of another workload it would be a real empty volume, and the data lost with the pod: there it refuses to be written.
   */
  private carrier(): kplus.Volume {
    const volume = kplus.Volume.fromEmptyDir(this, 'Volume', this.name);
    const write = volume._toKube.bind(volume);
    override(volume, {
      _toKube: () => writing === this.backend ? write() : refuse(this.where, {
        what: 'container',
        allowed: `a container of ${this.backend.node.path} where this claim is mounted`,
        got: writing?.node.path ?? 'one of another workload',
        instead: 'each backend has claims of its own: addClaim',
      }),
    });
    return volume;
  }
}

function toTemplate(where: string, name: string, props: ClaimProps): kplus.k8s.KubePersistentVolumeClaimProps {
  if (props.accessModes?.length === 0) refuse(where, { what: 'accessModes', allowed: 'one mode or more', got: props.accessModes });
  return {
    metadata: { name, labels: props.labels, annotations: props.annotations },
    spec: {
      accessModes: props.accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storageClassName: props.storageClassName,
      volumeMode: props.volumeMode,
      volumeName: props.volumeName,
      resources: {
        requests: { storage: storageQuantity(where, 'size', props.size) },
        limits: props.limit === undefined ? undefined : { storage: storageQuantity(where, 'limit', props.limit) },
      },
      selector: props.selector?._toKube(),
      ...props.source?._toKube(),
    },
  };
}

/** As the user wrote it, so that no unit is converted and no fraction rounded. */
export function storageQuantity(where: string, what: string, size: Size): kplus.k8s.Quantity {
  const written = size.asString();
  if (!(quantity(written) > 0)) refuse(where, { what, allowed: 'a size above 0', got: written });
  return kplus.k8s.Quantity.fromString(written);
}
