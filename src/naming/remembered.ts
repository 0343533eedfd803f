/** How many texts are kept, and of what length: names come and go. */
const MOST = 1000;
const LONGEST = 256;

/** Finds out the same about the same text, once: of all that a thousand objects say, most is said by each of them. */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const found = find(text);
    if (text.length > LONGEST) return found;
    if (known.size === MOST) known.clear();
    known.set(text, found);
    return found;
  };
}
