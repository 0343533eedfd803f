import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ExposedServiceProps } from './exposed-service';
import { checkExposed, exposedSpec } from './exposed-service-spec';
import { SERVICE_NAME } from '../naming/dns-label';
import { ObjectMetadata, withLabels } from '../naming/labels';
import { objectName, takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('Service');

/**
 * One Service for each pod, selected by the label that the StatefulSet gives it. Its ports are late, because containers may still be added.
 */
export function podServices(
  backend: Construct,
  pods: readonly string[],
  { namespace, labels }: Pick<ObjectMetadata, 'namespace' | 'labels'>,
  props: ExposedServiceProps,
  ports: () => readonly kplus.ServicePort[],
): ApiObject[] {
  const where = backend.node.path;
  checkExposed(backend, where, props, ports());
  if (props.metadata?.name !== undefined) {
    refuse(where, { what: 'metadata.name', allowed: 'left out, because each Service is named after its pod', got: props.metadata.name });
  }
  const nodePort = ports().find(port => port.nodePort !== undefined)?.nodePort;
  if (nodePort !== undefined && pods.length > 1) {
    refuse(where, {
      what: 'ports[].nodePort',
      allowed: `left out for ${pods.length} pods, because only one Service can have it`,
      got: nodePort,
    });
  }
  return pods.map((pod) => {
    objectName(where, pod, pod, SERVICE_NAME);
    takeName(backend, 'Service', namespace, pod);
    const spec = () => exposedSpec(props, ports(), { 'statefulset.kubernetes.io/pod-name': pod });
    const object = new kplus.k8s.KubeService(backend, pod, {
      metadata: { ...props.metadata, name: pod, namespace, labels: withLabels(labels, props.metadata?.labels) },
      spec: Lazy.any({ produce: spec }),
    });
    new WrittenObject({ where: object.node.path, rules: RULES, object, spec });
    return object;
  });
}
