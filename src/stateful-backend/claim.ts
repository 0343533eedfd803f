import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, RootConstruct } from 'constructs';
import { ClaimSource } from './claim-source';
import { canonicalQuantity } from '../manifest/canonical-quantity';
import { quantity } from '../manifest/reading';
import { claimPrefix, DNS_LABEL } from '../naming/dns-label';
import { Labels, withLabels } from '../naming/labels';
import { pathOf } from '../naming/object-name';
import { INT32, refuse, wholeNumber } from '../naming/refuse';
import { checkSpelling } from '../rules/object/spelling';
import { checkGivenAnnotations, checkGivenLabels } from '../synthesis/given-metadata';
import { override } from '../synthesis/override';
import { refusing } from '../synthesis/refusing';

/**
 * What happens to the claims, and to the data on them, when pods are removed.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export enum ClaimRetention {
  /** Claims and their data stay until somebody deletes them. */
  RETAIN = 'Retain',

  /** Claims are deleted, and their data with them. */
  DELETE = 'Delete',
}

/**
 * Properties of a `Claim`.
 */
export interface ClaimProps {
  /** The size of each pod's volume, above 0. Most storage classes let a claim grow; none lets it shrink. */
  readonly size: Size;

  /**
   * The storage class of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * The access modes of the volumes, one or more.
   *
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * Whether the volumes are file systems, to be mounted, or block devices, to be attached with `StatefulBackend.attachDevice`.
   *
   * @default PersistentVolumeMode.FILE_SYSTEM
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * Further labels of the claims. Kubernetes lets nobody change the labels of claim templates: decide before the StatefulSet exists.
   *
   * @default - those of the backend: the recommended ones, and `metadata.labels`
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - no annotations
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The initial contents of the volumes: a snapshot, another claim, or anything else that a volume populator reads.
   *
   * @default - empty volumes
   */
  readonly source?: ClaimSource;

  /**
   * The labels that a volume must have to be bound.
   *
   * @default - any volume of the storage class
   */
  readonly selector?: kplus.LabelSelector;

  /**
   * The name of the one volume to bind, for a backend with a single pod.
   *
   * @default - any volume that fits
   */
  readonly volumeName?: string;

  /**
   * The largest size that a volume may have, `size` or more. Few provisioners heed it.
   *
   * @default - no limit
   */
  readonly limit?: Size;
}

/** With the defaults of what is always written. */
type Settled = ClaimProps & Required<Pick<ClaimProps, 'accessModes' | 'volumeMode'>>;

/** The backend that is writing its pods just now: only their volumes may come from its claims. */
let writing: Construct | undefined;

/**
 * One volume for each pod of a `StatefulBackend`, which a replaced pod finds again. Made by `StatefulBackend.addClaim`, mounted by
 * reference: `container.mount('/data', claim)`. It is a construct only because cdk8s-plus mounts constructs, and stands in a tree of its
 * own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export class Claim extends RootConstruct implements kplus.IStorage {
  /** @internal */
  public static _of(backend: kplus.Workload, name: string, props: ClaimProps, labels: Labels): Claim {
    if (!DNS_LABEL.accepts(name)) refuse(backend.node.path, { what: 'name', allowed: DNS_LABEL.allowed, got: name });
    const report = refusing(backend, pathOf(backend, name));
    checkSpelling('PersistentVolumeClaimSpec', 'storageClassName', 'storageClassName', props.storageClassName, report);
    checkGivenLabels(report, 'labels', props.labels);
    checkGivenAnnotations(report, 'annotations', props.annotations);
    return new Claim(backend, name, { ...props, labels: withLabels(labels, props.labels) });
  }

  /** The name of the claim template, and of the volume in the pods. */
  public readonly name: string;

  /** The size of each pod's volume. */
  public readonly size: Size;

  /** Whether the volumes are file systems or block devices. */
  public readonly volumeMode: kplus.PersistentVolumeMode;

  private readonly where: string;
  private readonly volume: kplus.Volume;
  private readonly template: kplus.k8s.KubePersistentVolumeClaimProps;

  private constructor(private readonly backend: kplus.Workload, name: string, props: ClaimProps) {
    super(name);
    this.name = name;
    this.size = props.size;
    const { volumeMode = kplus.PersistentVolumeMode.FILE_SYSTEM, accessModes = [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE] } = props;
    this.volumeMode = volumeMode;
    this.where = pathOf(backend, name);
    this.template = toTemplate(this.where, name, { ...props, volumeMode, accessModes });
    this.volume = this.carrier();
  }

  /**
   * The volume that containers of the backend mount. Refused for block devices.
   */
  public asVolume(): kplus.Volume {
    if (this.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
      refuse(this.where, {
        what: 'volumeMode',
        allowed: 'FILE_SYSTEM for a claim that is mounted',
        got: 'Block',
        instead: 'attach it with attachDevice',
      });
    }
    return this.volume;
  }

  /**
   * The name of the PersistentVolumeClaim of one pod.
   *
   * @param ordinal the pod's ordinal, a whole number, 0 or more; anything else is refused
   */
  public claimName(ordinal: number): string {
    return `${claimPrefix(this.name, this.backend.name)}${wholeNumber(this.where, 'ordinal', ordinal, 0, INT32)}`;
  }

  /** @internal */
  public _toKube(): kplus.k8s.KubePersistentVolumeClaimProps {
    return this.template;
  }

  /**
   * cdk8s-plus mounts volumes, and knows none that the StatefulSet provides, so an empty one carries the name; the backend leaves it out of
   * its pods. In the pods of another workload it would be a real empty volume, and the data lost with the pod: there it refuses to be
   * written.
   */
  private carrier(): kplus.Volume {
    const volume = kplus.Volume.fromEmptyDir(this, 'Volume', this.name);
    const write = volume._toKube.bind(volume);
    override(volume, {
      _toKube: () => writing === this.backend ? write() : refuse(this.where, {
        what: 'container',
        allowed: `a container of ${this.backend.node.path}, which this claim belongs to`,
        got: writing?.node.path ?? 'one of another workload',
        instead: 'add a claim to each backend with addClaim',
      }),
    });
    return volume;
  }
}

export function whileWriting<T>(backend: Construct, write: () => T): T {
  writing = backend;
  try {
    return write();
  } finally {
    writing = undefined;
  }
}

function toTemplate(where: string, name: string, props: Settled): kplus.k8s.KubePersistentVolumeClaimProps {
  if (props.accessModes.length === 0) refuse(where, { what: 'accessModes', allowed: 'one or more modes', got: props.accessModes });
  return {
    metadata: { name, labels: props.labels, annotations: props.annotations },
    spec: {
      accessModes: props.accessModes,
      storageClassName: props.storageClassName,
      volumeMode: props.volumeMode,
      volumeName: props.volumeName,
      resources: {
        requests: { storage: storageQuantity(where, 'size', props.size) },
        limits: props.limit === undefined ? undefined : { storage: limitQuantity(where, props.limit, props.size) },
      },
      selector: props.selector?._toKube(),
      ...props.source?._toKube(),
    },
  };
}

/** As the API server spells it: no fraction of a byte is lost on the way. */
export function storageQuantity(where: string, what: string, size: Size): kplus.k8s.Quantity {
  const written = size.asString();
  if (!(quantity(written) > 0)) refuse(where, { what, allowed: 'a size above 0', got: written });
  return kplus.k8s.Quantity.fromString(String(canonicalQuantity(written)));
}

function limitQuantity(where: string, limit: Size, size: Size): kplus.k8s.Quantity {
  const written = storageQuantity(where, 'limit', limit);
  if (quantity(limit.asString()) < quantity(size.asString())) {
    refuse(where, { what: 'limit', allowed: `'${size.asString()}' or more, which is the size`, got: limit.asString() });
  }
  return written;
}
