import * as fc from 'fast-check';
import { differences } from './support/differences';
import { examples, manifests } from './support/examples';
import { Answer, eventually, kubectl, Namespaces, toYaml, tryKubectl } from './support/kubectl';
import { canonicalQuantity } from '../../src/manifest/canonical-quantity';
import { Manifest } from '../../src/manifest/manifest';

// What is written is what is read back: so an apply that changes nothing is none, in whichever way, and the one way takes over from the other.

const namespaces = new Namespaces();

afterAll(() => namespaces.remove());

/** Nothing runs: this is about objects, not about pods. */
const ASLEEP: Record<string, Manifest> = { StatefulSet: { replicas: 0 }, Deployment: { replicas: 0 }, Job: { suspend: true }, CronJob: { suspend: true } };

/** An example, in namespaces that are nobody else's. */
async function fresh(example: string): Promise<Manifest[]> {
  const all = manifests(example);
  const places = new Map<string, string>();
  for (const { metadata: { namespace } } of all) if (!places.has(namespace)) places.set(namespace, await namespaces.fresh());
  return all.map(({ metadata, spec, ...manifest }) => ({
    ...manifest,
    metadata: { ...metadata, namespace: places.get(metadata.namespace) },
    ...(spec && { spec: { ...spec, ...ASLEEP[manifest.kind] } }),
  }));
}

/** Every example has several objects, so what comes is a list, in their order. */
const read = async (all: Manifest[]): Promise<Manifest[]> => JSON.parse((await kubectl(['get', '-f', '-', '--show-managed-fields', '-o', 'json'], toYaml(all))).stdout).items;

/** What somebody said of an object; its status, its controllers do. */
const said = (objects: Manifest[]) => objects.map(({ metadata: { resourceVersion: _, managedFields, ...metadata }, status: __, ...object }) => ({
  ...object, metadata: { ...metadata, managedFields: managedFields.filter(({ subresource }: Manifest) => subresource === undefined) },
}));

/** The examples have consumers and Services of cdk8s-plus', which writes values that the server does not keep: `externalIPs: []`, `minReadySeconds: 0`. */
const isOurs = ({ metadata }: Manifest) => metadata.labels?.['app.kubernetes.io/managed-by'] === 'cdk8s-stateful';

/**
 * kubectl computes the change of a budget's selector with the strategy "replace", so it sends it each time, and calls that a change; the budget stays
 * what it is, as its generation shows (kubernetes/kubectl#1626 and others are about the like).
 */
const byKubectl = (line: string) => line.startsWith('poddisruptionbudget.policy/') && line.endsWith(' configured');

/** Of ours: another way of applying changes nothing of them. */
const generations = (objects: Manifest[]) => objects.filter(isOurs).map(({ kind, metadata }) => [kind, metadata.name, metadata.generation]);

/** What kubectl calls a change of ours. */
function changed(all: Manifest[], { stdout }: Answer): string[] {
  const others = all.filter(manifest => !isOurs(manifest)).map(({ kind, metadata }) => new RegExp(`^${kind}[a-z.]*/${metadata.name} `, 'i'));
  return stdout.trim().split('\n').filter(line => !line.endsWith(' unchanged') && !byKubectl(line) && !others.some(other => other.test(line)));
}

describe.each(examples)('%s', (example) => {
  test('is read back as it was written, and applied a second time without a change', async () => {
    const all = await fresh(example);
    const yaml = toYaml(all);
    await kubectl(['apply', '-f', '-'], yaml);
    const once = await read(all);
    expect(all.flatMap((manifest, i) => isOurs(manifest) ? differences(manifest, once[i]) : [])).toEqual([]);

    const again = await kubectl(['apply', '-f', '-'], yaml);
    expect(changed(all, again)).toEqual([]);
    expect(generations(await read(all))).toEqual(generations(once));

    const difference = await tryKubectl(['diff', '-f', '-'], yaml);
    expect(difference).toEqual({ ok: true, stdout: '', stderr: '' });
  });

  test('goes from client-side to server-side without a conflict, and then does not change', async () => {
    const all = await fresh(example);
    const yaml = toYaml(all);
    await kubectl(['apply', '-f', '-'], yaml);
    await kubectl(['apply', '--server-side', '-f', '-'], yaml);
    const once = said(await read(all));
    await kubectl(['apply', '--server-side', '-f', '-'], yaml);
    expect(said(await read(all))).toEqual(once);
  });

  test('goes from server-side to client-side, and back', async () => {
    const all = await fresh(example);
    const yaml = toYaml(all);
    await kubectl(['apply', '--server-side', '-f', '-'], yaml);
    const once = await read(all);
    expect(all.flatMap((manifest, i) => isOurs(manifest) ? differences(manifest, once[i]) : [])).toEqual([]);
    await kubectl(['apply', '--server-side', '-f', '-'], yaml);
    expect(said(await read(all))).toEqual(said(once));
    expect(await tryKubectl(['diff', '--server-side', '-f', '-'], yaml)).toEqual({ ok: true, stdout: '', stderr: '' });

    await kubectl(['apply', '-f', '-'], yaml);
    const again = await kubectl(['apply', '-f', '-'], yaml);
    expect(changed(all, again)).toEqual([]);
    await kubectl(['apply', '--server-side', '-f', '-'], yaml);
    expect(generations(await read(all))).toEqual(generations(once));
  });
});

const seed = Number(process.env.E2E_SEED ?? Date.now() % 2147483647);

test(`500 quantities are read back as we spell them (E2E_SEED=${seed})`, async () => {
  const namespace = await namespaces.fresh();
  const written = fc.tuple(fc.nat(999_999), fc.constantFrom('', '.5', '.25', '.125'), fc.constantFrom('', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-3', 'E6'));
  const spelled = fc.sample(written, { numRuns: 500, seed }).map(parts => canonicalQuantity(parts.join('')));
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'quantities', namespace },
    spec: {
      serviceName: 'none',
      selector: { matchLabels: { app: 'none' } },
      template: { metadata: { labels: { app: 'none' } }, spec: { containers: spelled.map((cpu, i) => ({ name: `c-${i}`, image: 'none', resources: { limits: { cpu } } })) } },
    },
  };
  const answer = await eventually(() => tryKubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], JSON.stringify(set)), ({ ok }) => ok, 5);
  expect(JSON.parse(answer.stdout).spec.template.spec.containers.map(({ resources }: Manifest) => resources.limits.cpu)).toEqual(spelled);
});
