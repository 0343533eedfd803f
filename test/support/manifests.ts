import { Manifest } from '../../src/manifest/manifest';
import { sentence } from '../../src/naming/refuse';
import { Rule } from '../../src/rules/rule';
import { findings } from '../../src/rules/rules';

/** What to change: by the path that a complaint would name; `undefined` takes the field away. */
export type Changes = Record<string, unknown>;

/** Where the only container of `statefulSet()` stands. */
export const CONTAINER = 'spec.template.spec.containers[0]';

/** Where the only claim of `statefulSet()` stands. */
export const CLAIM = 'spec.volumeClaimTemplates[0]';

/** A Service with an address. */
export function service(changes: Changes = {}): Manifest {
  return changed({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db-client' },
    spec: { selector: { app: 'db' }, ports: [{ name: 'cql', port: 9042, targetPort: 'cql' }] },
  }, changes);
}

/** The Service that governs `statefulSet()`. */
export function headless(changes: Changes = {}): Manifest {
  return changed({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', labels: { app: 'db' } },
    spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'cql', port: 9042 }] },
  }, changes);
}

/** Three pods with a disk each, which pass Pod Security `restricted` and every rule. */
export function statefulSet(changes: Changes = {}): Manifest {
  return changed({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', labels: { app: 'db' } },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      podManagementPolicy: 'Parallel',
      template: {
        metadata: { labels: { app: 'db' } },
        spec: {
          securityContext: { runAsNonRoot: true, runAsUser: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'db',
            image: 'cassandra:5.0',
            ports: [{ name: 'cql', containerPort: 9042 }],
            resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } },
            readinessProbe: { tcpSocket: { port: 'cql' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            volumeMounts: [{ name: 'data', mountPath: '/var/lib/cassandra' }],
          }],
        },
      },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }],
    },
  }, changes);
}

/** The budget of `statefulSet()`. */
export function budget(changes: Changes = {}): Manifest {
  return changed({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'db' } } },
  }, changes);
}

/** A pod like those of `statefulSet()`, by itself. */
export function pod(changes: Changes = {}): Manifest {
  const { spec, metadata } = statefulSet().spec.template;
  return changed({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', ...metadata }, spec: { ...spec, volumes: [{ name: 'data', emptyDir: {} }] } }, changes);
}

/** A claim by itself. */
export function claim(changes: Changes = {}): Manifest {
  return changed({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }, changes);
}

/** What a rule says of a manifest, applied together with others, where nothing but that rule is asked. */
export function complaints(rule: Rule, manifest: Manifest, among: readonly Manifest[] = [manifest], kubernetes?: number): string[] {
  return findings([rule], manifest, among, kubernetes).map(({ complaint }) => sentence('here', complaint));
}

function changed(manifest: Manifest, changes: Changes): Manifest {
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(/[.[\]]+/).filter(step => step !== '');
    const last = steps.pop()!;
    let at = manifest;
    steps.forEach((step, i) => {
      at[step] ??= /^\d+$/.test(steps[i + 1] ?? last) ? [] : {};
      at = at[step];
    });
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return manifest;
}
