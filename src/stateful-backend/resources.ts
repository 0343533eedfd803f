import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { mebibytes } from '../naming/units';

/**
 * The same amounts in the units that cdk8s-plus writes, MiB of memory and GiB of disk: of those it takes parts, as Kubernetes does; any
 * other unit it converts, and throws where that makes no whole number.
 */
export function exact({ cpu, memory, ephemeralStorage }: kplus.ContainerResources = {}): kplus.ContainerResources {
  return {
    cpu,
    memory: memory && { request: inMebibytes(memory.request), limit: inMebibytes(memory.limit) },
    ephemeralStorage: ephemeralStorage && { request: inGibibytes(ephemeralStorage.request), limit: inGibibytes(ephemeralStorage.limit) },
  };
}

function inMebibytes(size: Size | undefined): Size | undefined {
  return size && Size.mebibytes(mebibytes(size));
}

function inGibibytes(size: Size | undefined): Size | undefined {
  return size && Size.gibibytes(size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }));
}
