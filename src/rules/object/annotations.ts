import { entries, KINDS, text } from '../../manifest/reading';
import { QUALIFIED_NAME } from '../../manifest/syntax';
import { Report, Rule } from '../rule';

const MOST = 256 * 1024;

/**
 * Annotations have keys like those of labels, with capitals anywhere, and any text for a value: 256 KiB for all together.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export const annotations: Rule = {
  name: 'annotations',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const { value, path } of places.every('ObjectMeta')) checkAnnotations(`${path}.annotations`, value.annotations, report);
  },
};

export function checkAnnotations(what: string, map: unknown, report: Report): void {
  const all = entries(map);
  for (const [key] of all) {
    if (QUALIFIED_NAME.accepts(key.toLowerCase())) continue;
    report({
      what,
      allowed: "annotations whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'",
      got: key,
    });
  }
  const size = all.reduce((sum, [key, said]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text(said, '')), 0);
  if (size > MOST) report({ what, allowed: `at most ${MOST} bytes, keys and values together`, got: size });
}
