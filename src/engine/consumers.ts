import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { ClientAuthority, Source } from './client-authority';
import { checkConsumer, checkFree, Files, IConsumer, mountFiles, setVariables } from './consumer';
import { checkPlace, consumerPlace } from './consumer-place';
import { CredentialsSecret, credentialsOf, keysInUse } from './credentials';
import { KeysInUse } from './secret-keys';
import { AUTHORITY_FILE } from './tls-files';
import { configMapVolume, secretVolume } from './volumes';
import { given } from '../naming/given';
import { checkReference, Place, placeOf } from '../naming/reference';
import { Complaint, matching, refuse } from '../naming/refuse';
import { authorityVolumeName } from '../naming/volume-names';
import { hash } from '../synthesis/hash';

/** What consumers may be told of the authority, by every engine. */
interface Asked {
  readonly credentials?: CredentialsSecret;
  readonly authority?: ClientAuthority;
  readonly tlsCaFile?: string;
  readonly prefix?: string;
}

/** Settled. */
export interface Prefixed {
  readonly prefix: string;
}

/** Which shells and languages can read. Kubernetes alone would take more. */
const PREFIX = /^([A-Za-z_][A-Za-z0-9_]*)?$/;
const A_PREFIX = "letters, digits and '_', and no digit first";

/** What advice calls the credentials of a consumer. */
export const GIVEN = 'connect.credentials';

/** The cluster that they are consumers of. */
interface Cluster {
  readonly name: string;
  readonly place: Place;
  /** The Secret with the certificate of the authority; none without TLS. */
  readonly caSecretName?: string;
  /** The key of it there. */
  readonly caKey: string;
}

/** What an engine makes of what a consumer is told. */
interface Engine<Options> {
  /** What the names of the variables begin with where nobody says otherwise. */
  readonly prefix: string;
  speaksTls(options: Options): boolean;
  /** With the path of the authority's certificate, if there is one. */
  variables(options: Options & Prefixed, caFile: string | undefined): Record<string, kplus.EnvValue>;
}

/** Where a consumer finds the certificate of the authority, and what must be mounted for it. */
interface Trust {
  readonly file?: string;
  readonly files?: Files;
}

/** Everybody who is told of a cluster, in whatever way. */
export class Consumers<Options extends Asked> {
  /** What each was told. */
  public readonly told: Options[] = [];

  /** Two containers of one pod mount one volume. */
  private readonly volumes = new Map<string, kplus.Volume>();

  constructor(private readonly scope: IConstruct, private readonly cluster: Cluster, private readonly engine: Engine<Options>) {}

  /** Nothing is done to a consumer of which something is refused. */
  public connect(consumer: IConsumer, options: Options): void {
    checkConsumer(this.where, consumer);
    const { file, files } = this.trust(options, this.placed(consumerPlace(this.scope, consumer), options));
    const variables = this.variablesOf(options, file);
    checkFree(this.where, consumer, variables);
    if (files) mountFiles(this.where, consumer, files);
    setVariables(consumer, variables);
    this.told.push(options);
  }

  /** For one who mounts by itself, and so says where. */
  public variables(options: Options): Record<string, kplus.EnvValue> {
    const { file, files } = this.trust(options, this.placed({}, options));
    if (files) refuse(this.where, { what: 'tlsCaFile', allowed: 'given if you mount it yourself', got: undefined, instead: files.byHand });
    const variables = this.variablesOf(options, file);
    this.told.push(options);
    return variables;
  }

  /** That consumers read, whatever it is that they were told. */
  public get keysInUse(): KeysInUse[] {
    const all = this.told.flatMap(({ credentials }) => credentials === undefined ? [] : [credentialsOf(this.where, GIVEN, credentials)]);
    return all.map(credentials => keysInUse(GIVEN, credentials));
  }

  private variablesOf(options: Options, file: string | undefined): Record<string, kplus.EnvValue> {
    const prefix = matching(this.where, 'prefix', options.prefix ?? this.engine.prefix, PREFIX, A_PREFIX);
    return this.engine.variables({ ...options, prefix }, file);
  }

  /** Where the consumer is, who finds the cluster and its own Secret from there. Where it is not known, it is where that Secret is. */
  private placed(consumer: Place, { credentials }: Options): Place {
    const secret = credentials && credentialsOf(this.where, 'credentials', credentials, consumer).secret;
    const place = { ...secret && placeOf(secret), ...given(consumer) };
    checkPlace(this.where, this.cluster.place, place);
    return place;
  }

  /** Where nothing else is asked for, what the servers have, from their own Secret. */
  private trust(options: Options, consumer: Place): Trust {
    const { authority, tlsCaFile } = options;
    const speaksTls = this.engine.speaksTls(options);
    if (authority !== undefined && (tlsCaFile !== undefined || !speaksTls)) {
      const allowed = speaksTls ? 'left out if tlsCaFile says where the certificate is' : 'left out if the client does not use TLS';
      refuse(this.where, { what: 'authority', allowed, got: authority._source(this.where)?.name });
    }
    if (!speaksTls || tlsCaFile !== undefined) return { file: tlsCaFile };
    const source = authority === undefined ? this.own : authority._source(this.where);
    if (source === undefined) return {};
    this.checkSource(source, consumer);
    return this.mounted(source);
  }

  private checkSource({ object, name, key }: Source, consumer: Place): void {
    if (object !== undefined) return checkReference(this.where, 'authority', consumer, object);
    const { namespace } = consumer;
    const { namespace: own } = this.cluster.place;
    if (namespace === undefined || namespace === own) return;
    const allowed = `given for a consumer in namespace '${namespace}'`;
    const instead = `Secret '${name}' is in '${own}': put its key '${key}', nothing else of it, into a Secret or ConfigMap there`;
    refuse(this.where, { what: 'authority', allowed, got: undefined, instead });
  }

  private get where(): string {
    return this.scope.node.path;
  }

  private get own(): Source {
    return { kind: 'Secret', name: this.cluster.caSecretName!, key: this.cluster.caKey };
  }

  private mounted({ kind, name, key }: Source): Trust {
    const { name: cluster, place: { namespace } } = this.cluster;
    const called = authorityVolumeName(cluster, hash([namespace, kind, name, key]));
    const make = kind === 'Secret' ? secretVolume : configMapVolume;
    const volume = this.volumes.get(called) ?? make(called, name, { [key]: { path: AUTHORITY_FILE } });
    this.volumes.set(called, volume);
    const directory = `/run/ca/${namespace === undefined ? cluster : `${cluster}.${namespace}`}`;
    const byHand = `mount the key '${key}' of ${kind} '${name}', nothing else of it, and say where`;
    return { file: `${directory}/${AUTHORITY_FILE}`, files: { directory, volume, byHand } };
  }
}

/** Of a consumer that shows no certificate where it is asked for one. */
export function uncertified(whole: string): Complaint {
  return {
    what: 'connect.tlsCertificateKeyFile',
    allowed: `given, because the ${whole} asks clients for a certificate`,
    got: undefined,
    instead: "mount a certificate of the consumer's own, and say where",
  };
}
