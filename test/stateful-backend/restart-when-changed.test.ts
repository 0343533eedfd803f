import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { chart, complaint, only } from '../support/synth';

const KEY = 'checksum/restart-when-changed';
const config = (data: Record<string, string>, prod = chart()) => new kplus.ConfigMap(prod, 'config', { metadata: { name: 'config' }, data });

/** What stands in the pods. */
function annotation(...sources: ((prod: ReturnType<typeof chart>) => kplus.IResource)[]): string | undefined {
  const prod = chart();
  const db = new StatefulBackend(prod, 'db', { containers: [{ image: 'db:1' }], podMetadata: { annotations: { mine: 'yes' } } });
  for (const source of sources) db.restartWhenChanged(source(prod));
  const { annotations } = only('StatefulSet', prod).spec.template.metadata;
  expect(annotations.mine).toBe('yes');
  return annotations[KEY];
}

test('pods say nothing of what nobody asked for', () => expect(annotation()).toBeUndefined());

test('other contents are another annotation, the same in another order are the same', () => {
  const of = (data: Record<string, string>) => annotation(prod => config(data, prod));
  expect(of({ a: '1', b: '2' })).toMatch(/^[0-9a-f]{8}$/);
  expect(of({ b: '2', a: '1' })).toBe(of({ a: '1', b: '2' }));
  expect(of({ a: '1', b: '3' })).not.toBe(of({ a: '1', b: '2' }));
  expect(of({ a: '1' })).not.toBe(of({ b: '1' }));
});

test('whatever the contents are: text, bytes, secrets', () => {
  const secret = (value: string) => annotation(prod => new kplus.Secret(prod, 'secret', { stringData: { a: value } }));
  const bytes = (value: string) => annotation(prod => new ApiObject(prod, 'bytes', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bytes' }, binaryData: { a: value } } as never) as unknown as kplus.IResource);
  expect(secret('1')).not.toBe(secret('2'));
  expect(bytes('AA==')).not.toBe(bytes('AQ=='));
});

test('several are watched together, each once', () => {
  const both = (value: string) => annotation(prod => config({ a: '1' }, prod), prod => new kplus.Secret(prod, 'secret', { stringData: { a: value } }));
  expect(both('1')).not.toBe(both('2'));
  const prod = chart();
  const db = new StatefulBackend(prod, 'db', { containers: [{ image: 'db:1' }] });
  const once = config({ a: '1' }, prod);
  db.restartWhenChanged(once);
  db.restartWhenChanged(once);
  expect(only('StatefulSet', prod).spec.template.metadata.annotations[KEY]).toBe(annotation(other => config({ a: '1' }, other)));
});

test('what is added later counts', () => {
  const prod = chart();
  const db = new StatefulBackend(prod, 'db', { containers: [{ image: 'db:1' }] });
  const late = config({ a: '1' }, prod);
  db.restartWhenChanged(late);
  const before = only('StatefulSet', prod).spec.template.metadata.annotations[KEY];
  late.addData('b', '2');
  expect(only('StatefulSet', prod).spec.template.metadata.annotations[KEY]).not.toBe(before);
});

test.each([
  ['ConfigMap other', (prod: ReturnType<typeof chart>) => kplus.ConfigMap.fromConfigMapName(prod, 'x', 'other')],
  ['Secret other', (prod: ReturnType<typeof chart>) => kplus.Secret.fromSecretName(prod, 'x', 'other')],
  ['ConfigMap bare', () => ({ apiVersion: 'v1', apiGroup: '', kind: 'ConfigMap', name: 'bare', resourceName: 'bare' }) as unknown as kplus.IResource],
  ['Service other', (prod: ReturnType<typeof chart>) => new kplus.Service(prod, 'x', { metadata: { name: 'other' }, ports: [{ port: 1 }] })],
])('%s is refused: its contents are not known, or it has none', (got, source) => {
  expect(complaint(() => annotation(source))).toBe(
    `prod/db: 'source' must be a ConfigMap or Secret that is defined in this app, got '${got}'; what others hold is not known here: set an annotation in podMetadata that you change with it`,
  );
});
