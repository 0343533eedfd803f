import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'crypto';

const ITERATIONS = 4096;

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();
const fields = (text: string) => new Map(text.split(',').map(field => [field[0]!, field.slice(2)]));

/**
 * The members' half of SCRAM-SHA-256, which checks that a client knows the password of a user, and shows that it does, too.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7677
 */
export class Scram {
  private readonly salt = randomBytes(16);
  private bare = '';
  private challenge = '';

  constructor(private readonly passwords: ReadonlyMap<string, string>) {}

  /** The client's first words, and our challenge. */
  public start(first: string): string {
    this.bare = first.slice('n,,'.length);
    this.challenge = `r=${fields(this.bare).get('r')}${randomBytes(12).toString('base64')},s=${this.salt.toString('base64')},i=${ITERATIONS}`;
    return this.challenge;
  }

  /** Its proof, and ours; nothing where its is wrong. */
  public prove(final: string): string | undefined {
    const password = this.passwords.get(this.user);
    const salted = pbkdf2Sync(password ?? '', this.salt, ITERATIONS, 32, 'sha256');
    const key = hmac(salted, 'Client Key');
    const said = `${this.bare},${this.challenge},${final.slice(0, final.lastIndexOf(',p='))}`;
    const signature = hmac(sha256(key), said);
    const proof = Buffer.from(fields(final).get('p')!, 'base64');
    const right = password !== undefined && proof.equals(key.map((byte, i) => byte ^ signature[i]!)); // eslint-disable-line no-bitwise
    return right ? `v=${hmac(hmac(salted, 'Server Key'), said).toString('base64')}` : undefined;
  }

  /** Who the client says it is. */
  public get user(): string {
    return fields(this.bare).get('n')!.replaceAll('=2C', ',').replaceAll('=3D', '=');
  }
}
