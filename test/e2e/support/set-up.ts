import requireCluster from './require-cluster';
import { keepAlive } from './simulated-nodes';

declare global {
  // eslint-disable-next-line no-var
  var stopKeepingAlive: (() => void) | undefined;
}

/** What all end-to-end tests need, once before the first of them. */
export default async function setUp(): Promise<void> {
  await requireCluster();
  globalThis.stopKeepingAlive = await keepAlive();
}
