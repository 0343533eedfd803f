/** What there is in a map: what is undefined is not there. */
export function given<T extends object>(map: T): T {
  if (!Object.values(map).includes(undefined)) return { ...map };
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)) as T;
}
