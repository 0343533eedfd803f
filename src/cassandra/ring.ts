import { podName } from '../naming/dns-label';

/** The nodes of one rack: one StatefulSet. */
export interface RackOfPods {
  /** The name of the StatefulSet. */
  readonly set: string;
  readonly rack: string;
  /** The zone that its pods are pinned to; none without racks. */
  readonly zone?: string;
}

/** One pod of the ring. */
export interface Member {
  readonly pod: string;
  readonly rack: string;
  /** Whether it hands over its data and leaves the ring. */
  readonly leaves: boolean;
}

/** The number of seeds of a datacenter; more only make gossip slower. */
const SEEDS = 3;

/**
 * The pods of all racks in the order in which they join: the first of every rack, then the second, and so on. Another number of nodes
 * changes only the end of it, so that seeds, turns and contact points stay what they are.
 */
export class Ring {
  public readonly members: readonly Member[];

  constructor(private readonly racks: readonly RackOfPods[], private readonly nodes: number, leaving: number) {
    this.members = Array.from({ length: nodes }, (_, i) => {
      const { set, rack } = racks[i % racks.length]!;
      return { pod: podName(set, Math.floor(i / racks.length)), rack, leaves: i >= nodes - leaving };
    });
  }

  /** How many pods a rack has. */
  public replicas(rack: RackOfPods): number {
    return Math.ceil((this.nodes - this.racks.indexOf(rack)) / this.racks.length);
  }

  /** The first ones, which others ask for the ring. */
  public get seeds(): readonly Member[] {
    return this.members.filter(member => !member.leaves).slice(0, SEEDS);
  }

  /** As the programs in the pods read it: one line for each, `<pod> <rack> stays|leaves`. */
  public toString(): string {
    return this.members.map(({ pod, rack, leaves }) => `${pod} ${rack} ${leaves ? 'leaves' : 'stays'}\n`).join('');
  }
}
