import * as kplus from 'cdk8s-plus-28';
import { Monitor } from './monitor';
import { refuse, wholeNumber } from '../naming/refuse';

/** What may be said of an exporter, whatever it tells. */
interface Asked {
  readonly port?: number;
  readonly resources?: kplus.ContainerResources;
  readonly monitor?: Monitor;
}

/** What it is where nobody says otherwise, and what it cannot be. */
export interface ExporterNeed {
  readonly port: number;
  readonly resources: kplus.ContainerResources;
  /** The ports that are the pods' own. */
  readonly taken: readonly number[];
  /** To follow "which". */
  readonly users: string;
}

/** An exporter, checked, with every default settled that all of them have. */
export type Exporter<E extends Asked> = E & Required<Asked>;

export function exporterOf<E extends Asked>(where: string, exporter: E | undefined, need: ExporterNeed): Exporter<E> | undefined {
  if (exporter === undefined) return undefined;
  const port = wholeNumber(where, 'exporter.port', exporter.port ?? need.port, 1024, 65535);
  if (need.taken.includes(port)) {
    refuse(where, { what: 'exporter.port', allowed: `a port other than ${need.taken.join(', ')}, which ${need.users}`, got: port });
  }
  return { ...exporter, port, resources: exporter.resources ?? need.resources, monitor: exporter.monitor ?? Monitor.none() };
}
