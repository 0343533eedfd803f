import { filled, given, items, POD_KINDS } from '../../../manifest/reading';
import { RELAXED_VARIABLE, SUBDOMAIN, VARIABLE } from '../../../manifest/syntax';
import { NameKind } from '../../../naming/dns-label';
import { completed } from '../../object-name';
import { Rule } from '../../rule';

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const RELAXED_SINCE = 32;

/** A variable has a name, and one value or one place that it is taken from. */
export const environment: Rule = {
  name: 'environment',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report, _, { kubernetes, every }) {
    const claimed = items(manifest.spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name); // of a StatefulSet
    const names = variableNames(kubernetes);
    for (const { value: { name, value, valueFrom }, path } of every('EnvVar')) {
      if (!names.accepts(name)) report({ what: `${path}.name`, allowed: names.allowed, got: name ?? undefined });
      if (!given(valueFrom)) continue;
      const there = SOURCES.filter(source => given(valueFrom[source]));
      if (there.length !== 1) report({ what: `${path}.valueFrom`, allowed: `one of ${SOURCES.join(', ')}`, got: valueFrom });
      else if (filled(value)) report({ what: `${path}.value`, allowed: 'left out if valueFrom is set', got: value });
    }
    for (const { value: pod } of every('PodSpec')) {
      const files = items(pod.volumes).filter(({ emptyDir, name }) => given(emptyDir) && !claimed.includes(name)).map(({ name }) => name);
      for (const { value: { volumeName: got }, path } of every('FileKeySelector')) {
        if (filled(got) && !files.includes(got)) report({ what: `${path}.volumeName`, allowed: 'an emptyDir of the pod', got });
      }
    }
    for (const { value, path } of every('EnvFromSource')) {
      const got = value.prefix;
      if (filled(got) && !names.accepts(got)) report({ what: `${path}.prefix`, allowed: names.allowed, got });
      const there = ['configMapRef', 'secretRef'].filter(source => given(value[source]));
      for (const source of there) {
        const named: unknown = value[source].name;
        if (filled(named) && !SUBDOMAIN.accepts(completed(named as string))) {
          report({
            what: `${path}.${source}.name`,
            allowed: SUBDOMAIN.allowed,
            got: named,
          });
        }
      }
      if (there.length !== 1) report({ what: path, allowed: 'from one of configMapRef, secretRef', got: value });
    }
  },
};

/** How variables are called in a version. */
export function variableNames(kubernetes: number): NameKind {
  return kubernetes >= RELAXED_SINCE ? RELAXED_VARIABLE : VARIABLE;
}
