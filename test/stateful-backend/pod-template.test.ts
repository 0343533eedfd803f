import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ContainerFields, OperatingSystem, PodFields, PreemptionPolicy, StatefulBackend, StatefulBackendProps, TerminationMessagePolicy,
} from '../../src';
import { chart, complaint, only } from '../support/synth';

const define = (props: StatefulBackendProps = {}) => new StatefulBackend(chart(), 'db', props);
const pod = (db: StatefulBackend) => only('StatefulSet', db).spec.template.spec;
const container = (props: Partial<kplus.ContainerProps>) => pod(define({ containers: [{ image: 'x:1', ...props }] })).containers[0];

describe('a container has nothing that nobody asked for', () => {
  test.each([
    ['resources', { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.gibibytes(1) } }, { requests: { cpu: '100m' }, limits: { memory: '1Gi' } }],
    ['imagePullPolicy', kplus.ImagePullPolicy.ALWAYS, 'Always'],
  ])('%s', (prop, value, written) => {
    expect(container({})[prop]).toBeUndefined();
    expect(container({ [prop]: undefined })[prop]).toBeUndefined();
    expect(container({ [prop]: value })[prop]).toEqual(written);
  });

  test('variables that are undefined', () => {
    const envVariables = { A: undefined, B: kplus.EnvValue.fromValue('b') } as never;
    const db = define({ containers: [{ image: 'x:1', envVariables }], initContainers: [{ image: 'y:1', envVariables }] });
    const { containers, initContainers } = pod(db);
    expect([containers[0].env, initContainers[0].env]).toEqual([[{ name: 'B', value: 'b' }], [{ name: 'B', value: 'b' }]]);
  });

  test('no startup probe, which would give a database 30 seconds to start', () => {
    expect(container({ portNumber: 9042 })).toMatchObject({ ports: [{ containerPort: 9042 }] });
    expect(container({ portNumber: 9042 }).startupProbe).toBeUndefined();
    const startup = kplus.Probe.fromTcpSocket({ failureThreshold: 60, periodSeconds: Duration.seconds(10) });
    expect(container({ portNumber: 9042, startup }).startupProbe).toEqual({ failureThreshold: 60, periodSeconds: 10, tcpSocket: { port: 9042 } });
  });

  test('nor has an init container', () => {
    const db = define({ containers: [{ image: 'x:1' }], initContainers: [{ image: 'y:1', name: 'init' }] });
    expect(pod(db).initContainers).toEqual([
      { name: 'init', image: 'y:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true } },
    ]);
  });

  test('of a container that was made elsewhere and attached, all is kept, because nobody knows what was asked for', () => {
    const db = define();
    db.attachContainer(new kplus.Container({ image: 'x:1', portNumber: 9042 }));
    expect(pod(db).containers[0]).toMatchObject({
      imagePullPolicy: 'Always',
      startupProbe: { failureThreshold: 3, tcpSocket: { port: 9042 } },
      resources: { requests: { cpu: '1', memory: '512Mi' }, limits: { cpu: '1500m', memory: '2Gi' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    });
  });

  test('the pods say nothing that is the default of Kubernetes', () => {
    expect(Object.keys(pod(define({ containers: [{ image: 'x:1' }] }))).sort()).toEqual([
      'automountServiceAccountToken', 'containers', 'enableServiceLinks', 'securityContext', 'topologySpreadConstraints',
    ]);
  });
});

describe('an empty directory', () => {
  test('is mounted like a claim, and gone with the pod', () => {
    const db = define({ containers: [{ image: 'x:1' }] });
    db.containers[0]!.mount('/tmp', db.addEmptyDir('tmp'));
    db.containers[0]!.mount('/run', db.addEmptyDir('run', { medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(1) }));
    expect(pod(db).containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'tmp' }, { mountPath: '/run', name: 'run' }]);
    expect(pod(db).volumes).toEqual([{ name: 'tmp', emptyDir: {} }, { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }]);
    expect(db.node.findAll()).toHaveLength(4);
  });

  test('is as large as it may be, in whichever unit', () => {
    const db = define({ containers: [{ image: 'x:1' }] });
    db.containers[0]!.mount('/run', db.addEmptyDir('run', { sizeLimit: Size.kibibytes(1536) }));
    expect(pod(db).volumes).toEqual([{ name: 'run', emptyDir: { sizeLimit: '1536Ki' } }]);
  });

  test.each(['', 'Tmp', 'a'.repeat(64)])('may not be called %p', (name) => {
    expect(complaint(() => define().addEmptyDir(name))).toBe(
      `prod/db: 'name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got '${name}'`,
    );
  });
});

describe('security', () => {
  const security = (securityContext?: kplus.PodSecurityContextProps) => pod(define({ containers: [{ image: 'x:1' }], securityContext })).securityContext;
  const RESTRICTED = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

  test.each([
    [undefined, {}],
    [{}, {}],
    [{ user: 999 }, { runAsUser: 999, runAsGroup: 999, fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch' }],
    [{ user: 999, group: 0 }, { runAsUser: 999, runAsGroup: 0, fsGroup: 0, fsGroupChangePolicy: 'OnRootMismatch' }],
    [{ user: 999, fsGroup: 5 }, { runAsUser: 999, runAsGroup: 999, fsGroup: 5, fsGroupChangePolicy: 'OnRootMismatch' }],
    [{ fsGroup: 5, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS }, { fsGroup: 5, fsGroupChangePolicy: 'Always' }],
    [{ sysctls: [] }, {}],
    [{ sysctls: [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }] }, { sysctls: [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }] }],
    [{ ensureNonRoot: false, user: 0 }, { runAsNonRoot: false, runAsUser: 0, runAsGroup: 0, fsGroup: 0, fsGroupChangePolicy: 'OnRootMismatch' }],
  ])('is restricted, and one number is enough: %j', (asked, written) => {
    expect(security(asked)).toEqual({ ...RESTRICTED, ...written });
  });

  test.each([0, -1, 1.5, NaN])('rejects user %p', (user) => {
    expect(complaint(() => security({ user }))).toBe(`prod/db: 'securityContext.user' must be a whole number from 1 to 2147483647, got ${user}`);
  });

  test.each([[{ group: -1 }, 'group'], [{ fsGroup: -1 }, 'fsGroup']])('rejects a negative %j', (asked, what) => {
    expect(complaint(() => security(asked))).toBe(`prod/db: 'securityContext.${what}' must be a whole number from 0 to 2147483647, got -1`);
  });

  test.each<[kplus.ContainerSecurityContextProps, object]>([
    [{}, {}],
    [{ readOnlyRootFilesystem: false }, { readOnlyRootFilesystem: false }],
    [{ user: 5, group: 6 }, { runAsUser: 5, runAsGroup: 6 }],
    [{ ensureNonRoot: false }, { runAsNonRoot: false }],
    [{ capabilities: { add: [kplus.Capability.NET_BIND_SERVICE] } }, { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } }],
    [{ capabilities: { drop: [kplus.Capability.CHOWN] } }, { capabilities: { drop: ['CHOWN'] } }],
    [{ seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED } }, { seccompProfile: { type: 'Unconfined' } }],
    [{ privileged: true }, { privileged: true, allowPrivilegeEscalation: undefined }],
  ])('of a container is restricted unless it was asked otherwise: %j', (securityContext, written) => {
    expect(container({ securityContext }).securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, ...written });
  });
});

describe('fields that cdk8s-plus has no word for', () => {
  test('reach the pods, each of them', () => {
    const { Quantity } = kplus.k8s;
    const podFields: Required<Omit<PodFields, 'os'>> = {
      enableServiceLinks: true,
      hostIpc: false,
      hostPid: false,
      hostUsers: false,
      nodeSelector: { disk: '' },
      overhead: { cpu: Quantity.fromString('10m') },
      preemptionPolicy: PreemptionPolicy.NEVER,
      priority: 0,
      priorityClassName: 'database',
      readinessGates: [{ conditionType: 'example.org/ready' }],
      resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }],
      runtimeClassName: 'gvisor',
      schedulerName: 'mine',
      schedulingGates: [{ name: 'example.org/gate' }],
      seccompProfile: { type: 'Localhost', localhostProfile: 'db.json' },
      seLinuxOptions: { level: 's0:c1,c2' },
      shareProcessNamespace: false,
      supplementalGroups: [0],
      windowsOptions: { runAsUserName: 'db' },
    };
    // the server keeps no false of hostIPC and hostPID, so none is written
    const { seccompProfile, seLinuxOptions, supplementalGroups, windowsOptions, hostIpc: _ipc, hostPid: _pid, overhead: _, ...same } = podFields;
    expect(pod(define({ containers: [{ image: 'x:1' }], podFields }))).toMatchObject({
      ...same, overhead: { cpu: '10m' }, securityContext: { seccompProfile, seLinuxOptions, supplementalGroups, windowsOptions, runAsNonRoot: true },
    });
    // which would refuse windowsOptions
    expect(pod(define({ containers: [{ image: 'x:1' }], podFields: { os: OperatingSystem.LINUX } }))).toMatchObject({ os: { name: 'linux' } });
  });

  test('reach a container, each of them, and keep what was there before', () => {
    const db = define({ containers: [{ image: 'x:1' }] });
    const { Quantity } = kplus.k8s;
    const fields: Required<Omit<ContainerFields, 'livenessGracePeriod'>> = {
      lifecycle: { preStop: { exec: { command: ['drain'] } } },
      livenessProbe: { grpc: { port: 5 } },
      readinessProbe: { grpc: { port: 5 } },
      startupProbe: { grpc: { port: 5 } },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
      resources: { limits: { 'cpu': Quantity.fromString('1'), 'hugepages-2Mi': Quantity.fromString('1Gi') } },
      securityContext: { procMount: 'Default' },
      stdin: true,
      stdinOnce: true,
      terminationMessagePath: '/tmp/last-words',
      terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR,
      tty: false,
    };
    db.extendContainer(db.containers[0]!, fields);
    db.extendContainer(db.containers[0]!, { tty: true });
    expect(pod(db).containers[0]).toEqual({ name: 'main', image: 'x:1', ...fields, tty: true, resources: { limits: { 'cpu': '1', 'hugepages-2Mi': '1Gi' } } });
  });

  test('leave what was there before where they are undefined', () => {
    const db = define({ containers: [{ image: 'x:1', resources: { memory: { limit: Size.gibibytes(1) } }, liveness: kplus.Probe.fromCommand(['true']) }] });
    const before = pod(db).containers[0];
    const none = { securityContext: undefined, resources: undefined, livenessProbe: undefined, lifecycle: undefined };
    db.extendContainer(db.containers[0]!, none);
    expect(pod(db).containers[0]).toEqual(before);
    db.extendContainer(db.containers[0]!, { securityContext: { runAsUser: 7 } });
    db.extendContainer(db.containers[0]!, none);
    expect(pod(db).containers[0]).toEqual({ ...before, securityContext: { runAsUser: 7 } });
  });

  test('say how long a container has to end that is no longer alive, beside the rest of its probe', () => {
    const live = kplus.Probe.fromTcpSocket({ port: 9042, failureThreshold: 6 });
    const db = define({ containers: [{ image: 'x:1', liveness: live, readiness: live, startup: live }] });
    db.extendContainer(db.containers[0]!, { livenessGracePeriod: Duration.minutes(1) });
    const probe = { failureThreshold: 6, tcpSocket: { port: 9042 } };
    expect(pod(db).containers[0]).toEqual({
      name: 'main',
      image: 'x:1',
      securityContext: expect.anything(),
      livenessProbe: { ...probe, terminationGracePeriodSeconds: 60 },
      readinessProbe: probe,
      startupProbe: probe,
    });
  });

  test.each<[ContainerFields, kplus.k8s.Probe | undefined]>([
    [{ livenessProbe: { grpc: { port: 5 } } }, { grpc: { port: 5 }, terminationGracePeriodSeconds: 1 }],
    [{ livenessProbe: { grpc: { port: 5 }, terminationGracePeriodSeconds: 7 } }, { grpc: { port: 5 }, terminationGracePeriodSeconds: 7 }],
    [{ livenessProbe: undefined }, undefined],
    [{}, undefined],
  ])('say it of the probe that there is in the end, unless that one says it itself: %j', (fields, livenessProbe) => {
    const db = define({ containers: [{ image: 'x:1' }] });
    db.extendContainer(db.containers[0]!, { livenessGracePeriod: Duration.seconds(1) });
    db.extendContainer(db.containers[0]!, fields);
    expect(pod(db).containers[0].livenessProbe).toEqual(livenessProbe);
    expect(pod(db).containers[0]).not.toHaveProperty('livenessGracePeriod');
  });

  test.each([[Duration.seconds(0), 0], [Duration.millis(1500), 1.5]])('say it in whole seconds: %#', (livenessGracePeriod, got) => {
    const db = define({ containers: [{ image: 'x:1' }] });
    expect(complaint(() => db.extendContainer(db.containers[0]!, { livenessGracePeriod }))).toBe(`prod/db: 'livenessGracePeriod' must be a whole number of seconds from 1 to 2147483647, got '${got} seconds'`);
  });

  test('reach an attached container and an init container', () => {
    const db = define({ initContainers: [{ image: 'y:1' }] });
    const attached = new kplus.Container({ image: 'x:1' });
    db.attachContainer(attached);
    db.extendContainer(attached, { tty: true });
    db.extendContainer(db.initContainers[0]!, { stdin: true });
    expect([pod(db).containers[0].tty, pod(db).initContainers[0].stdin]).toEqual([true, true]);
  });

  test('cannot be set on a container of somebody else', () => {
    expect(complaint(() => define().extendContainer(new kplus.Container({ image: 'x:1', name: 'other' }), { tty: true }))).toBe(
      "prod/db: 'container' must be a container of this backend, got 'other'; add it with addContainer first",
    );
  });
});
