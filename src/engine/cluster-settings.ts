import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterPods, clusterPods } from './cluster-pods';
import { StatefulClusterProps } from './stateful-cluster-props';
import { CLUSTER_NAME } from '../naming/dns-label';
import { CommonLabels } from '../naming/labels';
import { namespaceOf, objectName } from '../naming/object-name';
import { ownPlace, Place } from '../naming/reference';
import { clusterDomainOf } from '../naming/service-dns';
import { checkPodReferences } from '../stateful-backend/pod-references';
import { checkPods } from '../stateful-backend/settings';
import { StatefulBackendProps } from '../stateful-backend/stateful-backend-props';
import { refusing } from '../synthesis/refusing';

/** What every cluster has, checked, with every default settled. */
export interface ClusterSettings {
  readonly name: string;
  readonly namespace?: string;
  /** Where its pods are. */
  readonly place: Place;
  readonly labels: CommonLabels;
  /** How its pods are, whoever makes them. */
  readonly pods: ClusterPods;
  /** The labels by which all its servers are selected. */
  readonly selectorLabels: Record<string, string>;
  readonly clusterDomain: string;
  readonly minReady: Duration;
}

/** Of an engine. */
export interface EngineLabels {
  /** Of all objects, as Kubernetes recommends it. */
  readonly name: string;
  /** The key of the label that has the name of the cluster, on all its servers. */
  readonly ofCluster: string;
  /** The key of another label by which servers are selected. */
  readonly beside: string;
}

/** A pod that has just become ready is still warming up, so the next one is not taken down yet. */
const MIN_READY = Duration.seconds(10);

export function clusterSettings(
  cluster: Construct, props: StatefulClusterProps & StatefulBackendProps, { name: engine, ofCluster, beside }: EngineLabels,
): ClusterSettings {
  const where = cluster.node.path;
  const name = objectName(where, cluster.node.id, props.metadata?.name, CLUSTER_NAME);
  const namespace = namespaceOf(cluster, props.metadata?.namespace);
  const place = ownPlace(cluster, namespace);
  checkPods(where, props, refusing(cluster, where));
  checkPodReferences(where, place, props);
  const selectorLabels = { [ofCluster]: name };
  return {
    name,
    namespace,
    place,
    labels: new CommonLabels(cluster, { name: engine, instance: name }, props.metadata?.labels),
    pods: clusterPods(where, props, selectorLabels, [beside]),
    selectorLabels,
    clusterDomain: clusterDomainOf(where, props.clusterDomain),
    minReady: props.minReady ?? MIN_READY,
  };
}
