import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { StatefulBackend } from '../src';
import { cluster as ring, RACKS } from './cassandra/support/cluster';
import { cluster as set } from './mongo/support/cluster';
import { pages, read } from './support/fences';
import { chart, complaint, synth } from './support/synth';

// Where a page quotes an error, somebody who does what the page tells of is told that very error; `…` stands for what was left out.

const QUOTED = /'[A-Za-z][\w.[\]]*' must [^`\n]*/g;
const quoted = pages().flatMap(page => [...read(page).matchAll(QUOTED)].map(([text]) => [page, text.trim()] as const));

const backend = (props: object = {}) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', ports: [{ number: 1 }] }], ...props });

function patched(part: (of: StatefulBackend) => ApiObject, path: string, value: string): string {
  const of = backend();
  part(of).addJsonPatch(JsonPatch.add(path, value));
  return complaint(() => synth(of));
}

function unmounted(): string {
  const of = backend();
  of.addClaim('data', { size: Size.gibibytes(1) });
  return complaint(() => synth(of));
}

const ofRing = (cassandraYaml: Record<string, unknown>, props: object = {}) => complaint(() => ring({ cassandraYaml, ...props }));
const ofSet = (mongodConfig: Record<string, unknown>) => complaint(() => set({ mongodConfig }));

const said = [
  patched(of => ApiObject.of(of.service), '/spec/type', 'NodePort'),
  patched(of => ApiObject.of(of), '/spec/serviceName', 'nowhere'),
  unmounted(),
  complaint(() => backend({ replicas: -1 })),
  ofRing({ concurrentReads: 1 }),
  ofRing({ read_request_timeout_in_ms: 5000 }),
  ofRing({ read_request_timeout: 3000 }),
  ofRing({ allocate_tokens_for_local_replication_factor: 3 }, { racks: RACKS.slice(0, 2) }),
  ofRing({ num_tokens: 4 }),
  ofSet({ net: { maxIncomingConnection: 1 } }),
  ofSet({ setParameter: { wiredTigerConcurrentReadTransactions: 128 } }),
  ofSet({ systemLog: { quiet: 'yes' } }),
  ofSet({ 'net.maxIncomingConnections': 1 }),
  ofSet({ net: { port: 1 } }),
].join('\n');

/** What is in code style may end in the middle of a sentence. */
const isSaid = (quote: string) => {
  const pieces = quote.replace(/; …$/, '').split('…').map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`: ${pieces.join('.*')}`, 'm').test(said);
};

test('errors are quoted', () => expect(quoted.length).toBeGreaterThan(14));

test.each(quoted)('%s quotes what is said: %s', (_, quote) => expect(isSaid(quote)).toBe(true));

test.each(["'replicas' must be a number", "'mongodConfig.net.port' must be left out, got 1; mongod listens on every address of its pod, on 27017: …"])('another one is found out: %s', quote => expect(isSaid(quote)).toBe(false));
