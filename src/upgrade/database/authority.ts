import { engineOf } from './engine';
import { Manifest } from '../../manifest/manifest';
import { fields, text } from '../../manifest/reading';
import { Phase } from '../finding';
import { at, Judge } from '../judge';
import { readersAmong } from '../judges/read-by';
import { byHand } from '../ways/steps';

/** Keys under which those are whose certificates are trusted: `ca.crt`, `mongodb-ca-cert`, `truststore`. */
const TRUSTED = /(^|[-_.])(ca|truststore)([-_.]|$)/i;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/** Whom members trust. Those that were restarted trust the new one, and the others still show certificates of the old one. */
export const authority: Judge = {
  name: 'authority',
  kinds: ['ConfigMap', 'Secret'],
  kept(change, { after: among }) {
    const changed = at(change, 'data', 'binaryData').map(({ path }) => path)
      .filter(path => TRUSTED.test(path.replace(/^(data|binaryData)[.[]|\]$/g, '')) && !keeps(change.before, change.after, path));
    const databases = readersAmong(change.written, among).filter(each => engineOf(each) !== undefined);
    if (changed.length === 0 || databases.length === 0) return [];
    return [{
      effect: 'loses quorum',
      fields: changed.map(path => ({ path, before: '(a certificate)', after: '(another one)' })),
      why: 'Members read these CA certificates when they start. A restarted member no longer trusts certificates of the old CA; the '
        + 'others do not trust those of the new CA. So members refuse each other during the roll-out.',
      link: 'https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/',
      steps: [
        byHand(
          Phase.BEFORE,
          'write both CA certificates, one below the other; change nothing else; apply; restart all members',
          'all members run with both',
          'write the old one again',
        ),
        byHand(
          Phase.BEFORE,
          'write certificates that the new CA has signed; apply; restart all members',
          'all members use certificates of the new CA',
          'write the old certificates again',
        ),
      ],
    }];
  },
};

/** Whether all that were trusted still are. */
function keeps(before: Manifest, after: Manifest, path: string): boolean {
  const [was, is] = [before, after].map(each => certificates(each, path));
  return was!.length > 0 && was!.every(each => is!.includes(each));
}

function certificates(source: Manifest, path: string): string[] {
  const [, map, key] = /^(data|binaryData)[.[](.*?)\]?$/.exec(path)!;
  const value = text(fields(source[map!])[key!], '');
  const pem = source.kind === 'Secret' || map === 'binaryData' ? Buffer.from(value, 'base64').toString() : value;
  return [...pem.matchAll(CERTIFICATE)].map(([, body]) => body!.replace(/\s/g, ''));
}
