// What cdk8s-plus calls containers that nobody has named.

export const USUAL_CONTAINER = 'main';

/** Of an init container, after the number of those that there are already. */
export function usualInitContainer(others: number): string {
  return `init-${others}`;
}
