/** Beyond, an insertion takes more steps than the engine's sort. */
const FEW = 32;

/** Sorts keys where they stand, as `sort` does. Most maps have few keys: those are put in order in less time than `sort` takes to begin. */
export function inOrder(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    let to = i;
    for (; to > 0 && keys[to - 1]! > key; to--) keys[to] = keys[to - 1]!;
    keys[to] = key;
  }
  return keys;
}
