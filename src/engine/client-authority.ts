import * as kplus from 'cdk8s-plus-28';
import { KeyedSecret } from './keyed-secret';
import { secretOf } from './secret-keys';
import { AUTHORITY_FILE, CERTIFICATE_FILE, PRIVATE_KEY_FILE } from './tls-files';
import { Referred } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { typed } from '../naming/typed';

/**
 * One key of a ConfigMap.
 */
export interface KeyedConfigMap {
  /** The ConfigMap that has it. */
  readonly configMap: kplus.IConfigMap;

  /**
   * The key in it. Letters, digits, `-`, `_` and `.`; anything else is refused.
   *
   * @default 'ca.crt'
   */
  readonly key?: string;
}

/** The key of an object in the consumer's namespace. */
export interface Source {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** None where it is that of the cluster itself. */
  readonly object?: Referred;
}

/** As Kubernetes has them. */
const KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** What holds a private key by everybody's custom. */
const PRIVATE = [PRIVATE_KEY_FILE, CERTIFICATE_FILE];

/**
 * Where a consumer finds the certificate of the authority, against which it verifies the servers' certificates.
 */
export class ClientAuthority {
  /**
   * From a Secret in the consumer's namespace. One of another is refused. Nothing but that key of it is mounted. Keys that usually hold a
   * private key, `tls.key` and `tls-combined.pem`, are refused.
   *
   * @param certificate the Secret, and its key if that is not `ca.crt`
   */
  public static fromSecret(certificate: KeyedSecret): ClientAuthority {
    typed('ClientAuthority.fromSecret', 'ClientAuthority.fromSecret', certificate);
    return new ClientAuthority((where) => {
      const object = secretOf(where, 'authority', certificate, {});
      return { kind: 'Secret', name: object.name, key: certificate.key ?? AUTHORITY_FILE, object };
    });
  }

  /**
   * From a ConfigMap in the consumer's namespace, such as trust-manager writes. One of another is refused. Nothing but that key of it is
   * mounted.
   *
   * @see https://cert-manager.io/docs/trust/trust-manager/
   * @param certificate the ConfigMap, and its key if that is not `ca.crt`
   */
  public static fromConfigMap(certificate: KeyedConfigMap): ClientAuthority {
    typed('ClientAuthority.fromConfigMap', 'ClientAuthority.fromConfigMap', certificate);
    return new ClientAuthority((where) => {
      const { configMap: object, key = AUTHORITY_FILE } = certificate;
      const instead = 'write { configMap: … }, with its key beside it';
      if (object === undefined) return refuse(where, { what: 'authority.configMap', allowed: 'a ConfigMap', got: undefined, instead });
      return { kind: 'ConfigMap', name: object.name, key, object };
    });
  }

  /** From the consumer's image, which trusts the authority already. Nothing is mounted. */
  public static ofImage(): ClientAuthority {
    return new ClientAuthority();
  }

  private constructor(private readonly source?: (where: string) => Source) {}

  /**
   * The object in the consumer's namespace that has it; none if the image has it.
   *
   * @internal
   */
  public _source(where: string): Source | undefined {
    const source = this.source?.(where);
    if (source === undefined || KEY.test(source.key) && !PRIVATE.includes(source.key)) return source;
    return refuse(where, { what: 'authority', allowed: 'the key of a certificate, which everybody may read', got: source.key });
  }
}
