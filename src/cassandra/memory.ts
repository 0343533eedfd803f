import * as kplus from 'cdk8s-plus-28';
import { CassandraClusterProps } from './cassandra-cluster-props';
import { memoryLimit, MemoryNeed } from '../engine/resources';
import { refuse } from '../naming/refuse';
import { atLeastMebibytes, mebibytes, sizeGiven, wholeKibibytes } from '../naming/units';

/** How the memory of a node is divided. */
export interface MemoryParts {
  readonly memory: Memory;
  /** KiB; where nobody has said it, the programs measure it. */
  readonly heap?: number;
  readonly directMemory?: number;
}

/** In MiB. */
export interface Memory {
  readonly limit: number;
  /** What is left of the limit for everything but heap and direct memory. */
  readonly beside: number;
}

export const MEMORY: MemoryNeed = { least: 1024, because: 'heap and direct memory are derived from it' };
const LEAST_PART = 64; // MiB
const LEAST_BESIDE = 256; // MiB; a node of a ring that nobody uses has 220: classes, compiled code, stacks, bookkeeping of the collector

export function memoryOf(
  where: string,
  resources: kplus.ContainerResources,
  { heap, directMemory }: Pick<CassandraClusterProps, 'heap' | 'directMemory'>,
): MemoryParts {
  for (const [what, size] of Object.entries({ heap, directMemory })) {
    if (size !== undefined) atLeastMebibytes(where, what, size, LEAST_PART);
  }
  const limit = memoryLimit(where, 'resources', resources, MEMORY);
  const ofHeap = heap ? mebibytes(heap) : Math.floor(Math.min(limit / 2, 16 * 1024));
  const direct = directMemory ? mebibytes(directMemory) : Math.floor(limit / 4);
  const beside = limit - ofHeap - direct;
  if (beside < LEAST_BESIDE) {
    const parts = `a heap of ${ofHeap} MiB, direct memory of ${direct} MiB and ${LEAST_BESIDE} MiB beside them`;
    const allowed = `${ofHeap + direct + LEAST_BESIDE} MiB or more, for ${parts}`;
    refuse(where, { what: 'resources.memory.limit', allowed, got: sizeGiven(resources.memory!.limit!) });
  }
  return {
    memory: { limit, beside },
    heap: heap && wholeKibibytes(where, 'heap', heap),
    directMemory: directMemory && wholeKibibytes(where, 'directMemory', directMemory),
  };
}
