import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { quantity } from '../manifest/reading';
import { refuse } from '../naming/refuse';
import { mebibytes, sizeGiven } from '../naming/units';
import { checkSpelling } from '../rules/object/spelling';
import { checkResources } from '../stateful-backend/resources';
import { refusing } from '../synthesis/refusing';

/** What a memory limit must be for, because something is derived from it. */
export interface MemoryNeed {
  /** In MiB. */
  readonly least: number;
  /** To follow "because". */
  readonly because: string;
}

const RESOURCES = ['resources', 'gateResources', 'managerResources'] as const;

/** What is said of a part of the pods. */
type Part = Readonly<Partial<Record<typeof RESOURCES[number], kplus.ContainerResources>>> & { readonly storageClassName?: string };

/** The kubelet keeps five files of a container's log, of 10 MiB each. */
const LOGS = Size.mebibytes(64);

/** What it asks for of each; and of memory, what it gets at most. */
export interface Usual {
  readonly cpu: { readonly request: kplus.Cpu };
  readonly memory: kplus.MemoryResources;
}

/** Of a program that does one thing and ends: in a Job, or before a server starts. */
export const PROGRAM_RESOURCES: Usual = {
  cpu: { request: kplus.Cpu.millis(50) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
};

/** The memory limit in MiB; none, or less than is needed, is refused. */
export function memoryLimit(where: string, what: string, { memory }: kplus.ContainerResources, { least, because }: MemoryNeed): number {
  const limit = memory?.limit && mebibytes(memory.limit);
  if (limit !== undefined && limit >= least) return limit;
  return refuse(where, {
    what: `${what}.memory.limit`,
    allowed: `${least} MiB or more, because ${because}`,
    got: memory?.limit && sizeGiven(memory.limit),
  });
}

/** Structs that say the resources of containers, or the class of disks, each by what goes before the names of its props. */
export function checkParts(scope: Construct, structs: Readonly<Record<string, Part | undefined>>): void {
  const report = refusing(scope, scope.node.path);
  for (const [of, struct] of Object.entries(structs)) {
    checkSpelling('PersistentVolumeClaimSpec', 'storageClassName', `${of}storageClassName`, struct?.storageClassName, report);
    for (const what of RESOURCES) checkResources(report, `${of}${what}`, struct?.[what]);
  }
}

/**
 * As much memory is requested as may be used, unless said otherwise: a server that is given less than it takes is the first to be killed.
 */
export function requested({ cpu, memory, ephemeralStorage }: kplus.ContainerResources): kplus.ContainerResources {
  return { cpu, memory: { request: memory?.request ?? memory?.limit, limit: memory?.limit }, ephemeralStorage };
}

/**
 * What a container of ours gets, unless somebody says so: where the servers have a limit of CPU or of the node's disk, it has one, too,
 * because a quota that asks for limits asks for those of every container.
 */
export function besideServers(
  usual: Usual, { cpu, ephemeralStorage }: kplus.ContainerResources, most?: kplus.Cpu,
): kplus.ContainerResources {
  return {
    ...usual,
    cpu: processors(usual.cpu.request, cpu?.limit, most),
    ephemeralStorage: ephemeralStorage && logs(ephemeralStorage),
  };
}

function processors(request: kplus.Cpu, ofServers: kplus.Cpu | undefined, most: kplus.Cpu | undefined): kplus.CpuResources {
  if (ofServers === undefined) return { request };
  const limit = most !== undefined && quantity(most.amount) < quantity(ofServers.amount) ? most : ofServers;
  return { request, limit: quantity(limit.amount) < quantity(request.amount) ? request : limit };
}

function logs({ request, limit }: kplus.EphemeralStorageResources): kplus.EphemeralStorageResources {
  const least = [request, limit].find(size => size !== undefined && mebibytes(size) < mebibytes(LOGS));
  return { request: least ?? LOGS, limit };
}
