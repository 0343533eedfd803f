import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { refuse } from './refuse';

/** Under which the nodes of the construct tree know it. */
const CONTEXT = 'cdk8s-stateful/target-cluster';

/**
 * The Kubernetes cluster that a chart goes to, for apps whose charts go to several.
 */
export abstract class TargetCluster {
  /**
   * Says which Kubernetes cluster everything in a chart goes to, the charts within it included. Charts of different clusters may have the
   * same names in the same namespace, and each refers to nothing of the other. A chart of which nothing is said may go to any cluster, so
   * its names are held against those of all.
   *
   * @param chart a chart that has nothing in it yet; another one is refused
   * @param name a name of your own for the cluster, 1 character or more; it is written nowhere
   */
  public static set(chart: Chart, name: string): void {
    if (!Chart.isChart(chart)) {
      const got = (chart as Partial<IConstruct> | null | undefined)?.node?.path ?? chart;
      refuse('TargetCluster.set', { what: 'chart', allowed: 'a Chart, because each has files of its own', got });
    }
    const { path, children } = chart.node;
    if (typeof name !== 'string' || name === '') refuse(path, { what: 'name', allowed: '1 character or more', got: name });
    if (children.length > 0) {
      const instead = 'call TargetCluster.set first: names are taken as objects are made';
      refuse(path, { what: 'chart', allowed: 'a chart that has nothing in it yet', got: children[0]!.node.path, instead });
    }
    chart.node.setContext(CONTEXT, name);
  }
}

/** The cluster that an object goes to, as far as somebody has said so. */
export function clusterOf(scope: IConstruct): string | undefined {
  return scope.node.tryGetContext(CONTEXT) as string | undefined;
}

/** Whether two objects may go to the same cluster. */
export function mayMeet(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
