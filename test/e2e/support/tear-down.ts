/** What set-up.ts began, ends after the last test. */
export default function tearDown(): void {
  globalThis.stopKeepingAlive?.();
}
