import { IConstruct } from 'constructs';
import { IConsumer } from './consumer';
import { objectOf, Place, placeOf } from '../naming/reference';
import { refuse } from '../naming/refuse';

/** What cdk8s-plus has of a workload, in every version. */
interface Pods {
  readonly containers?: readonly unknown[];
  readonly initContainers?: readonly unknown[];
}

/** Where a consumer runs: that of the workload that it is a container of, as far as there is one in the app. */
export function consumerPlace(scope: IConstruct, consumer: IConsumer): Place {
  const workload = scope.node.root.node.findAll().find(construct => hasContainer(construct, consumer) && objectOf(construct) !== undefined);
  return workload === undefined ? {} : placeOf(workload);
}

function hasContainer(construct: object, consumer: IConsumer): boolean {
  const { containers, initContainers } = construct as Pods;
  return [containers, initContainers].some(list => Array.isArray(list) && list.includes(consumer));
}

/** Refuses whom the names of the cluster would tell nothing. */
export function checkPlace(where: string, cluster: Place, consumer: Place): void {
  if (cluster.namespace === undefined && consumer.namespace !== undefined) {
    const allowed = `set for a consumer in namespace '${consumer.namespace}', which needs the full names`;
    refuse(where, { what: 'metadata.namespace', allowed, got: undefined, instead: 'set it here or on the chart' });
  }
  if (cluster.cluster !== undefined && consumer.cluster !== undefined && cluster.cluster !== consumer.cluster) {
    const instead = 'the names of Services are those of their own cluster: tell others of addresses that lead there from outside';
    refuse(where, { what: 'container', allowed: `for cluster '${cluster.cluster}'`, got: consumer.cluster, instead });
  }
}
