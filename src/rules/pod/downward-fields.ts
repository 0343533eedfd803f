import { canonicalQuantity } from '../../manifest/canonical-quantity';
import { Manifest } from '../../manifest/manifest';
import { filled, given, POD_KINDS, quantity, text } from '../../manifest/reading';
import { QUALIFIED_NAME } from '../../manifest/syntax';
import { Report, Rule } from '../rule';

const OF_VARIABLES = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs',
  'status.podIP', 'status.podIPs',
];
/** The first version that tells all addresses of the node, to variables. */
const ADDRESSES_SINCE = 29;
const OF_FILES = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'];
const RESOURCES = ['limits', 'requests'].flatMap(list => ['cpu', 'memory', 'ephemeral-storage'].map(name => `${list}.${name}`));
const HUGE = /^(limits|requests)\.hugepages-/;
const UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/**
 * What pods can be told of themselves, in variables or in files.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields
 */
export const downwardFields: Rule = {
  name: 'downward-fields',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    const ofVariables = kubernetes < ADDRESSES_SINCE ? OF_VARIABLES.filter(each => each !== 'status.hostIPs') : OF_VARIABLES;
    for (const { value: { valueFrom }, path } of every('EnvVar')) {
      if (given(valueFrom?.fieldRef)) field(valueFrom.fieldRef, `${path}.valueFrom.fieldRef`, ofVariables, report);
      if (given(valueFrom?.resourceFieldRef)) resource(valueFrom.resourceFieldRef, `${path}.valueFrom.resourceFieldRef`, report);
    }
    for (const { value: { fieldRef, resourceFieldRef }, path } of every('DownwardAPIVolumeFile')) {
      const there = [fieldRef, resourceFieldRef].filter(given).length;
      if (there !== 1) {
        report({
          what: path,
          allowed: 'from one of fieldRef, resourceFieldRef',
          got: there === 0 ? undefined : { fieldRef, resourceFieldRef },
        });
      }
      if (given(fieldRef)) {
        field(fieldRef, `${path}.fieldRef`, OF_FILES, report);
      } else if (given(resourceFieldRef)) {
        if (!filled(resourceFieldRef.containerName)) {
          report({ what: `${path}.resourceFieldRef.containerName`, allowed: 'the name of a container', got: undefined });
        } else {
          resource(resourceFieldRef, `${path}.resourceFieldRef`, report);
        }
      }
    }
  },
};

function field({ apiVersion, fieldPath }: Manifest, path: string, known: readonly string[], report: Report): void {
  if (filled(apiVersion) && apiVersion !== 'v1') report({ what: `${path}.apiVersion`, allowed: "'v1', or left out", got: apiVersion });
  if (!filled(fieldPath)) return;
  const what = `${path}.fieldPath`;
  const [, map, key] = /^(.*?)\['(.*)'\]$/s.exec(text(fieldPath, '')) ?? [];
  if (map === undefined) {
    const asked = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
    if (!known.includes(asked)) report({ what, allowed: `one of ${known.join(', ')}`, got: fieldPath });
  } else if (map !== 'metadata.labels' && map !== 'metadata.annotations') {
    report({ what, allowed: 'without a key, which only labels and annotations have', got: fieldPath });
  } else if (!QUALIFIED_NAME.accepts(map === 'metadata.annotations' ? key!.toLowerCase() : key)) {
    report({ what, allowed: `a key that ${map} can have`, got: fieldPath });
  }
}

function resource({ resource: asked, divisor }: Manifest, path: string, report: Report): void {
  const what = `${path}.resource`;
  if (!RESOURCES.includes(asked) && !HUGE.test(text(asked, ''))) {
    report({ what, allowed: `one of ${RESOURCES.join(', ')}`, got: asked ?? undefined });
    return;
  }
  const units = asked.endsWith('.cpu') ? ['1', '1m'] : UNITS;
  if (given(divisor) && quantity(divisor) !== 0 && !units.includes(String(canonicalQuantity(divisor)))) {
    report({ what: `${path}.divisor`, allowed: `one of ${units.join(', ')}`, got: divisor });
  }
}
