import * as kplus from 'cdk8s-plus-28';
import { AUTHORITY_FILE } from './tls-files';
import { Referred } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { typed } from '../naming/typed';

/**
 * Options of a `ClientAuthority`.
 */
export interface ClientAuthorityOptions {
  /**
   * The key of the certificate in the Secret or ConfigMap. Letters, digits, `-`, `_` and `.`; anything else is refused.
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

/** As Kubernetes has them, and none that holds a private key by everybody's custom. */
const KEY = /^(?!tls\.key$|tls-combined\.pem$|\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/**
 * Where a consumer finds the certificate of the authority, against which it verifies the servers' certificates.
 */
export class ClientAuthority {
  /**
   * From a Secret in the consumer's namespace. One of another is refused. Nothing but that key of it is mounted. Keys that usually hold a
   * private key, `tls.key` and `tls-combined.pem`, are refused.
   *
   * @param secret the Secret
   * @param options the key of the certificate
   */
  public static fromSecret(secret: kplus.ISecret, options: ClientAuthorityOptions = {}): ClientAuthority {
    typed('ClientAuthority.fromSecret', 'ClientAuthority.fromSecret', secret, options);
    return new ClientAuthority({ kind: 'Secret', name: secret.name, key: options.key ?? AUTHORITY_FILE, object: secret });
  }

  /**
   * From a ConfigMap in the consumer's namespace, such as trust-manager writes. One of another is refused. Nothing but that key of it is
   * mounted.
   *
   * @see https://cert-manager.io/docs/trust/trust-manager/
   * @param configMap the ConfigMap
   * @param options the key of the certificate
   */
  public static fromConfigMap(configMap: kplus.IConfigMap, options: ClientAuthorityOptions = {}): ClientAuthority {
    typed('ClientAuthority.fromConfigMap', 'ClientAuthority.fromConfigMap', configMap, options);
    return new ClientAuthority({ kind: 'ConfigMap', name: configMap.name, key: options.key ?? AUTHORITY_FILE, object: configMap });
  }

  /** From the consumer's image, which trusts the authority already. Nothing is mounted. */
  public static ofImage(): ClientAuthority {
    return new ClientAuthority();
  }

  private constructor(private readonly source?: Source) {}

  /**
   * The object in the consumer's namespace that has it; none if the image has it.
   *
   * @internal
   */
  public _source(where: string): Source | undefined {
    const { source } = this;
    if (source === undefined || KEY.test(source.key)) return source;
    return refuse(where, { what: 'authority', allowed: 'the key of a certificate, which everybody may read', got: source.key });
  }
}
