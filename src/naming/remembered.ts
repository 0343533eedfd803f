/** Names of backends come and go, so not all are kept. */
const MOST = 1000;

/** A test of texts that remembers those that have passed: the labels of a thousand objects are nearly all the same. */
export function remembered(passes: (text: string) => boolean): (text: unknown) => boolean {
  const passed = new Set<string>();
  return (text) => {
    if (typeof text !== 'string') return false;
    if (passed.has(text)) return true;
    if (!passes(text)) return false;
    if (passed.size === MOST) passed.clear();
    passed.add(text);
    return true;
  };
}
