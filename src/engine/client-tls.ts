import { refuse } from '../naming/refuse';

/** What servers want of their clients. */
export interface ServersTls {
  /** Whether clients are told to use TLS. */
  readonly _clientsSpeak: boolean;
  readonly _clientsMust: boolean;
}

/** What may be said of the client. */
interface Asked {
  readonly tls?: boolean;
  readonly tlsCaFile?: string;
  readonly tlsCertificateKeyFile?: string;
}

/** What the servers are called, to follow "false for" without TLS, and "true for" where clients must use it. */
export interface ServersInWords {
  readonly without: string;
  readonly must: string;
}

/** Said, or as the servers want it; none of them, where they have no TLS. */
export function speaksTls(where: string, servers: ServersTls | undefined, options: Asked, words: ServersInWords): boolean {
  const { tls = servers?._clientsSpeak ?? false } = options;
  if (tls && servers === undefined) {
    refuse(where, { what: 'tls', allowed: `false for ${words.without}`, got: tls, instead: 'set tls on the cluster' });
  }
  if (!tls && servers?._clientsMust) refuse(where, { what: 'tls', allowed: `true for ${words.must}`, got: tls });
  for (const what of ['tlsCaFile', 'tlsCertificateKeyFile'] as const) {
    if (tls || options[what] === undefined) continue;
    const instead = servers === undefined ? 'set tls on the cluster' : 'set tls: true';
    refuse(where, { what, allowed: 'left out if the client does not use TLS', got: options[what], instead });
  }
  return tls;
}
