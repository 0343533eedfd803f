import { Manifest } from '../../manifest/manifest';
import { fields, items } from '../../manifest/reading';

/** Of these, false is as good as nothing. */
const FALSE_IS_NOTHING = ['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly'];
const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };

/** Completes a pod's spec in place, as the server does. What is a pod itself asks for what it limits; a template does not. */
export function podSpecDefaults(spec: Manifest, kind: string): void {
  complete(
    spec,
    {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
    },
  );
  if (spec.serviceAccountName === undefined) complete(spec, { serviceAccountName: spec.serviceAccount });
  delete spec.serviceAccount;
  leaveOut(spec);
  items(spec.volumes).forEach(volume);
  for (const each of [...items(spec.initContainers), ...items(spec.containers)]) {
    container(each);
    if (kind === 'Pod' && each.resources?.limits) {
      each.resources.requests = {
        ...each.resources.limits,
        ...fields(each.resources
          .requests),
      };
    }
  }
}

/** Of a Job, and of what a CronJob makes. */
export function jobDefaults(spec: Manifest): Manifest {
  const once = spec.completions === undefined && spec.parallelism === undefined ? { completions: 1 } : {};
  const { podFailurePolicy, backoffLimitPerIndex } = spec;
  return {
    backoffLimit: backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    parallelism: 1,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    ...once,
    ...spec,
  };
}

function container(spec: Manifest): void {
  const latest = !/@|:(?!latest$)[^/]+$/.test(String(spec.image));
  complete(spec, {
    terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
  });
  leaveOut(spec);
  for (const port of items(spec.ports)) complete(port, { protocol: 'TCP' });
  for (const mount of items(spec.volumeMounts)) leaveOut(mount);
  for (const { valueFrom } of items(spec.env)) {
    complete(valueFrom?.fieldRef, { apiVersion: 'v1' });
    complete(valueFrom?.resourceFieldRef, { divisor: '0' });
  }
  for (const variable of items(spec.env)) if (variable.value === '') delete variable.value;
  for (const probe of [spec.livenessProbe, spec.readinessProbe, spec.startupProbe]) {
    complete(probe, PROBE);
    if (probe?.initialDelaySeconds === 0) delete probe.initialDelaySeconds;
  }
  for (const handler of [spec.livenessProbe, spec.readinessProbe, spec.startupProbe, spec.lifecycle?.preStop, spec.lifecycle?.postStart]) {
    complete(handler?.httpGet, { path: '/', scheme: 'HTTP' });
  }
}

function volume(spec: Manifest): void {
  for (const source of [spec.secret, spec.configMap, spec.projected, spec.downwardAPI]) complete(source, { defaultMode: 420 });
  for (const source of [spec.persistentVolumeClaim, spec.csi, spec.nfs]) leaveOut(source);
  complete(spec.hostPath, { type: '' });
  complete(spec.ephemeral?.volumeClaimTemplate?.spec, { volumeMode: 'Filesystem' });
  for (const source of [spec, ...items(spec.projected?.sources)]) {
    complete(source.serviceAccountToken, { expirationSeconds: 3600 });
    for (const { fieldRef, resourceFieldRef } of items(source.downwardAPI?.items)) {
      complete(fieldRef, { apiVersion: 'v1' });
      complete(resourceFieldRef, { divisor: '0' });
    }
  }
}

/** Only where there is something to complete. */
function complete(holder: unknown, defaults: Manifest): void {
  if (typeof holder !== 'object' || holder === null) return;
  for (const [key, value] of Object.entries(defaults)) if (fields(holder)[key] === undefined) fields(holder)[key] = value;
}

function leaveOut(holder: unknown): void {
  for (const key of FALSE_IS_NOTHING) if (fields(holder)[key] === false) delete fields(holder)[key];
}
