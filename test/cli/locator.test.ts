import { documents, YamlDocument } from '../../src/cli/documents';
import { Locator } from '../../src/cli/locator';

const TEXT = `# what is before
kind: Service
metadata:
  labels: {app: db, app.kubernetes.io/name: x, app.kubernetes: {io/name: y}}
spec:
  ports:
    - name: a
      port: 1
    -
      name: b
      port: 2
  9: nine
  8: eight
  <<: &merged
    type: NodePort
again: *again
`.replace('*again', '{<<: {type: X}, last: 1}');

const of = (text: string) => [...documents(text)] as YamlDocument[];

test.each([
  ['kind', '2:1'], ['spec', '5:1'], ['spec.ports', '6:3'], ['spec.ports[0]', '7:7'], ['spec.ports[0].port', '8:7'], ['spec.ports[1].name', '10:7'], ['spec.9', '12:3'], ['spec.8', '13:3'],
  ['spec.type', '15:5'], ['again.last', '16:24'], ['metadata.labels.app', '4:12'], ['metadata.labels.app.kubernetes.io/name', '4:21'],
])('the field %s stands at %s', (path, place) => {
  const { line, column } = new Locator().place(of(TEXT)[0]!, path);
  expect(`${line}:${column}`).toBe(place);
});

test.each([
  ['spec.clusterIP', '5:1'], ['spec.ports[2].name', '6:3'], ['spec.ports.name', '6:3'], ['spec.ports[0].name.more', '7:7'], ['none', '2:1'], ['', '2:1'], ['metadata.labels.app.kubernetes', '4:48'],
])('of %s, which is not there, the nearest around it stands at %s', (path, place) => {
  const { line, column } = new Locator().place(of(TEXT)[0]!, path);
  expect(`${line}:${column}`).toBe(place);
});

test('one locator finds its way in several documents', () => {
  const [one, two] = of('a: 1\n---\nb:\n  c: 2\n') as [YamlDocument, YamlDocument];
  const locator = new Locator();
  expect([locator.place(one, 'a'), locator.place(two, 'b.c'), locator.place(two, 'b'), locator.place(one, 'a')].map(({ line }) => line)).toEqual([1, 4, 3, 1]);
});

test('a document of one word has a place as well', () => {
  expect(new Locator().place(of('\n\nword\n')[0]!, 'spec')).toEqual({ line: 3, column: 1 });
});
