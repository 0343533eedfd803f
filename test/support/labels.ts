import { Manifest } from '../../src/manifest/manifest';

/** The recommended labels, as a construct of that name has them. */
export const recommended = (instance: string, component = 'server', name = instance) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': instance,
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/part-of': instance,
  'app.kubernetes.io/managed-by': 'cdk8s-stateful',
});

type Labelled = [place: string, labels: Record<string, string>];

/** Whatever has labels: objects, and what controllers make objects from; each called `Kind name` and where in it that is. */
export function labelled(manifests: readonly Manifest[]): Labelled[] {
  return manifests.flatMap((manifest): Labelled[] => {
    const { kind, metadata, spec } = manifest;
    const of = (where: string, made: Manifest): Labelled[] => made ? [[`${kind} ${metadata.name}${where}`, made.metadata?.labels ?? {}]] : [];
    return [
      ...of('', manifest),
      ...of(' template', spec?.template),
      ...of(' job', spec?.jobTemplate),
      ...of(' template', spec?.jobTemplate?.spec.template),
      ...(spec?.volumeClaimTemplates ?? []).flatMap((claim: Manifest) => of(` claim ${claim.metadata.name}`, claim)),
    ];
  });
}

/** Every selector of pods, Services and namespaces that is written: of Services, workloads, budgets, policies, monitors, spreads and affinities. */
export function selectors(value: unknown, key = ''): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (/selector$/i.test(key) && key !== 'nodeSelector') return [value];
  return Object.entries(value).flatMap(([name, each]) => selectors(each, name));
}
