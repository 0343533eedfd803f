import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimProps, ClaimRetention, ClaimSource, StatefulBackend, StatefulBackendProps } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, only, synth } from '../support/synth';

const SIZE = Size.gibibytes(1);
const LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";

const define = (props: StatefulBackendProps = {}) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], ...props });

/** The template of a claim that is mounted. */
function template(props: Partial<ClaimProps>) {
  const db = define();
  db.containers[0]!.mount('/data', db.addClaim('data', { size: SIZE, ...props }));
  const { spec } = only('StatefulSet', db);
  expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ mountPath: '/data', name: 'data' }]);
  expect(spec.template.spec.volumes).toBeUndefined();
  return spec.volumeClaimTemplates[0];
}

const refused = (props: Partial<ClaimProps>) => complaint(() => define().addClaim('data', { size: SIZE, ...props }));

/** What the server adds to each, and compares. */
const AS_READ = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } };

describe('a claim', () => {
  test('asks for storage that one node may write, of the default class', () => {
    expect(template({})).toEqual({
      ...AS_READ,
      metadata: { name: 'data', labels: recommended('db') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeMode: 'Filesystem' },
    });
  });

  test('asks for whatever it was told', () => {
    expect(template({
      storageClassName: '',
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY, kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
      volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM,
      labels: { app: '' },
      annotations: { a: 'b' },
      selector: kplus.LabelSelector.of({ labels: { disk: 'fast' } }),
      volumeName: 'pv-7',
      limit: Size.gibibytes(2),
    })).toEqual({
      ...AS_READ,
      metadata: { name: 'data', labels: { ...recommended('db'), app: '' }, annotations: { a: 'b' } },
      spec: {
        storageClassName: '',
        accessModes: ['ReadWriteMany', 'ReadOnlyMany'],
        volumeMode: 'Filesystem',
        volumeName: 'pv-7',
        selector: { matchLabels: { disk: 'fast' } },
        resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
      },
    });
  });

  test.each([
    [Size.kibibytes(1), '1Ki'], [Size.mebibytes(500), '500Mi'], [Size.gibibytes(0.5), '512Mi'], [Size.mebibytes(512000), '500Gi'], [Size.gibibytes(1.3), '1395864371200m'], [Size.tebibytes(2), '2Ti'], [Size.pebibyte(1), '1Pi'],
  ])('has its size as the server spells it: %s', (size, written) => {
    expect(template({ size }).spec.resources.requests.storage).toBe(written);
  });

  test.each([[Size.gibibytes(0), '0Gi'], [Size.gibibytes(NaN), 'NaNGi'], [Size.gibibytes(Infinity), 'InfinityGi'], [Size.gibibytes(1e-7), '1e-7Gi'], [Size.gibibytes(1e21), '1e+21Gi']])(
    'cannot have the size %s', (size, written) => {
      expect(refused({ size })).toBe(`prod/db/data: 'size' must be a size above 0, got '${written}'`);
      expect(refused({ limit: size })).toBe(`prod/db/data: 'limit' must be a size above 0, got '${written}'`);
    });

  test.each([[Size.mebibytes(1024), '1Gi'], [Size.mebibytes(1025), '1025Mi']])('may have a limit of its size or more: %s', (limit, storage) => {
    expect(template({ limit }).spec.resources.limits).toEqual({ storage });
  });

  test('cannot have a limit below its size', () => {
    expect(refused({ limit: Size.mebibytes(1023) })).toBe("prod/db/data: 'limit' must be '1Gi' or more, which is the size, got '1023Mi'");
  });

  test.each([
    ['a snapshot', ClaimSource.snapshot('monday'), { dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' } }],
    ['another claim', ClaimSource.claim('data-old-0'), { dataSource: { kind: 'PersistentVolumeClaim', name: 'data-old-0' } }],
    ['a populator', ClaimSource.reference({ apiGroup: 'example.org', kind: 'Backup', name: 'b' }), { dataSourceRef: { apiGroup: 'example.org', kind: 'Backup', name: 'b' } }],
    ['a populator elsewhere', ClaimSource.reference({ apiGroup: 'example.org', kind: 'Backup', name: 'b', namespace: 'other' }), { dataSourceRef: { apiGroup: 'example.org', kind: 'Backup', name: 'b', namespace: 'other' } }],
  ])('begins with the data of %s', (_, source, fields) => {
    expect(template({ source }).spec).toMatchObject(fields);
  });

  test('cannot do without a mode of access', () => {
    expect(refused({ accessModes: [] })).toBe("prod/db/data: 'accessModes' must be one or more modes, got []");
  });

  test('that mixes ReadWriteOncePod with another mode is refused at synthesis', () => {
    const db = define();
    const modes = [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE];
    db.containers[0]!.mount('/data', db.addClaim('data', { size: SIZE, accessModes: modes }));
    expect(complaint(() => synth(db))).toBe(
      "prod/db: 'spec.volumeClaimTemplates[0].spec.accessModes' must be only ReadWriteOncePod, or other access modes, got [\"ReadWriteOncePod\",\"ReadWriteOnce\"]",
    );
  });

  test.each(['a', 'a'.repeat(63)])('may be called %p', name => expect(define().addClaim(name, { size: SIZE }).name).toBe(name));

  test.each(['', 'Data', 'my.data', 'a'.repeat(64)])('may not be called %p', (name) => {
    expect(complaint(() => define().addClaim(name, { size: SIZE }))).toBe(`prod/db: 'name' must be ${LABEL}, got '${name}'`);
  });

  test('has a name of its own in its backend', () => {
    const db = define();
    db.addClaim('data', { size: SIZE });
    expect(complaint(() => db.addClaim('data', { size: SIZE }))).toBe("prod/db: 'name' must be a name that no other claim of this backend has, got 'data'");
  });

  test('tells its size, its mode and the names of the claims it makes', () => {
    const db = define();
    const claim = db.addClaim('data', { size: SIZE });
    expect([claim.size.asString(), claim.volumeMode, claim.claimName(7)]).toEqual(['1Gi', 'Filesystem', 'data-db-7']);
    expect(db.claims).toEqual([claim]);
    db.claims.pop();
    expect(db.claims).toEqual([claim]);
  });
});

describe('mounting', () => {
  test('goes by reference, several times, beside other volumes', () => {
    const db = define();
    const claim = db.addClaim('data', { size: SIZE });
    const [main] = db.containers;
    main!.mount('/data', claim, { subPath: 'data' });
    main!.mount('/log', claim, { subPath: 'log' });
    main!.mount('/tmp', kplus.Volume.fromEmptyDir(db, 'Tmp', 'tmp'));
    db.addInitContainer({ image: 'x:1', name: 'init' }).mount('/data', claim);
    const pod = only('StatefulSet', db).spec.template.spec;
    expect(pod.containers[0].volumeMounts.map((mount: { mountPath: string }) => mount.mountPath)).toEqual(['/data', '/log', '/tmp']);
    expect(pod.initContainers[0].volumeMounts).toEqual([{ mountPath: '/data', name: 'data' }]);
    expect(pod.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });

  test('cannot be forgotten', () => {
    const db = define();
    db.addClaim('data', { size: SIZE });
    expect(complaint(() => synth(db))).toBe(
      "prod/db: 'spec.volumeClaimTemplates[0]' must be mounted by a container, got 'data'; mount it, or its data is written to the container and lost with the pod",
    );
  });

  test('a claim in another workload is refused: there it would be an empty volume, and the data lost', () => {
    const db = define();
    const claim = db.addClaim('data', { size: SIZE });
    db.containers[0]!.mount('/data', claim);
    const one = chart();
    new kplus.Deployment(one, 'web', { containers: [{ image: 'nginx:1' }] }).containers[0]!.mount('/data', claim);
    expect(complaint(() => synth(one))).toContain(
      "prod/db/data: 'container' must be a container of prod/db, which this claim belongs to, got 'one of another workload'; add a claim to each backend with addClaim",
    );
    const other = new StatefulBackend(chart(), 'other', { containers: [{ image: 'x:1' }] });
    other.containers[0]!.mount('/data', claim);
    expect(complaint(() => synth(other))).toContain("prod/db/data: 'container' must be a container of prod/db, which this claim belongs to, got 'prod/other'");
    expect(only('StatefulSet', db).spec.volumeClaimTemplates).toHaveLength(1);
  });

  test('a volume of the same name is refused', () => {
    const db = define();
    db.containers[0]!.mount('/data', db.addClaim('data', { size: SIZE }));
    db.addVolume(kplus.Volume.fromEmptyDir(db, 'Other', 'data'));
    expect(complaint(() => synth(db))).toBe('prod/db: Invalid mount configuration. At least two different volumes have the same name: data');
  });

  test('a volume of the same name is refused when a patch brings it', () => {
    const db = define();
    db.containers[0]!.mount('/data', db.addClaim('data', { size: SIZE }));
    ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/template/spec/volumes', [{ name: 'data', emptyDir: {} }]));
    expect(complaint(() => synth(db))).toBe(
      "prod/db: 'spec.template.spec.volumes[0].name' must be a name that no claim has, because the claim would hide the volume, got 'data'",
    );
  });
});

describe('a block device', () => {
  const BLOCK = { size: SIZE, volumeMode: kplus.PersistentVolumeMode.BLOCK };

  test('is attached, not mounted', () => {
    const db = define();
    const [main] = db.containers;
    db.attachDevice(main!, '/dev/xvda', db.addClaim('raw', BLOCK));
    db.attachDevice(main!, '/dev/xvdb', db.addClaim('log', BLOCK));
    const { spec } = only('StatefulSet', db);
    expect(spec.template.spec.containers[0].volumeDevices).toEqual([{ name: 'raw', devicePath: '/dev/xvda' }, { name: 'log', devicePath: '/dev/xvdb' }]);
    expect(spec.volumeClaimTemplates.map((claim: { spec: { volumeMode: string } }) => claim.spec.volumeMode)).toEqual(['Block', 'Block']);
  });

  test('refuses to be mounted', () => {
    const db = define();
    const claim = db.addClaim('raw', BLOCK);
    expect(complaint(() => db.containers[0]!.mount('/data', claim))).toBe(
      "prod/db/raw: 'volumeMode' must be FILE_SYSTEM for a claim that is mounted, got 'Block'; attach it with attachDevice",
    );
  });

  test('is a claim of the same backend, in block mode, for a container of it', () => {
    const db = define();
    const other = define();
    const [main] = db.containers;
    expect(complaint(() => db.attachDevice(main!, '/dev/xvda', other.addClaim('raw', BLOCK)))).toBe("prod/db: 'claim' must be a claim of this backend, got 'raw'");
    expect(complaint(() => db.attachDevice(main!, '/dev/xvda', db.addClaim('data', { size: SIZE })))).toBe(
      "prod/db: 'claim' must be a block device, got 'Filesystem'; mount it: container.mount(path, claim)",
    );
    expect(complaint(() => db.attachDevice(other.containers[0]!, '/dev/xvda', db.addClaim('raw', BLOCK)))).toBe(
      "prod/db: 'container' must be a container of this backend, got 'main'; add it with addContainer first",
    );
  });
});

describe('the claims', () => {
  const policy = (props: StatefulBackendProps) => {
    const db = define(props);
    db.containers[0]!.mount('/data', db.addClaim('data', { size: SIZE }));
    return only('StatefulSet', db).spec.persistentVolumeClaimRetentionPolicy;
  };

  test('are retained, in so many words', () => expect(policy({})).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' }));

  test('are deleted when they are told to be', () => {
    expect(policy({ claimsWhenScaled: ClaimRetention.DELETE })).toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
    expect(policy({ claimsWhenDeleted: ClaimRetention.DELETE })).toEqual({ whenDeleted: 'Delete', whenScaled: 'Retain' });
  });

  test('say nothing where there are none', () => expect(only('StatefulSet', define()).spec.persistentVolumeClaimRetentionPolicy).toBeUndefined());
});
