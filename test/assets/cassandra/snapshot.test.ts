import { FakeNamespace, NEVER, SELECTOR } from './support/auth/fake-namespace';

let namespace: FakeNamespace;
afterEach(async () => namespace.ends());

async function claims(...names: string[]): Promise<void> {
  namespace = await FakeNamespace.of(...names);
}

/** The stamp of the backup that was made. */
const stamp = () => namespace.calls.find(({ created }) => created)!.created!.metadata.labels!['cdk8s-stateful/backup'];
const deleted = () => namespace.calls.flatMap(call => call.deleted ?? []).sort();

describe('a backup', () => {
  test('is a snapshot of every claim of the cluster, with labels that tell the cluster, the backup and its size', async () => {
    await claims('data-events-0', 'data-events-1');
    namespace.change({ claims: [...namespace.state.claims, { metadata: { name: 'data-other-0', labels: { app: 'other' } }, spec: { volumeName: 'x' } }] });
    const { status, said } = await namespace.backUp();
    expect(status).toBe(0);
    expect(said).toMatch(new RegExp(`^\\S+Z backup ${stamp()} is complete: 2 snapshots\n$`));
    expect(stamp()).toMatch(/^20\d{12}$/);
    expect(namespace.calls.flatMap(({ created }) => created ?? [])).toEqual([0, 1].map(index => ({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: `data-events-${index}-${stamp()}`, labels: { 'cdk8s-stateful/backup-of': 'events', 'cdk8s-stateful/backup': stamp(), 'cdk8s-stateful/backup-size': '2' } },
      spec: { source: { persistentVolumeClaimName: `data-events-${index}` } },
    })));
    expect(new Set(namespace.calls.map(call => call.namespace))).toEqual(new Set(['prod']));
  });

  test('is of the class that is wished', async () => {
    await claims('data-events-0');
    await namespace.backUp({ SNAPSHOT_CLASS: 'fast' });
    expect(namespace.state.snapshots[0].spec.volumeSnapshotClassName).toBe('fast');
  });

  test('has the labels that are wished, whatever they are', async () => {
    await claims('data-events-0');
    expect(await namespace.backUp({ SNAPSHOT_LABELS: 'app.kubernetes.io/component=backup,revision=1.0,empty=,last=true' })).toMatchObject({ status: 0 });
    expect(namespace.state.snapshots[0].metadata.labels).toEqual({
      'app.kubernetes.io/component': 'backup', 'revision': '1.0', 'empty': '', 'last': 'true', 'cdk8s-stateful/backup-of': 'events', 'cdk8s-stateful/backup': stamp(), 'cdk8s-stateful/backup-size': '1',
    });
  });

  test('has the commit logs cut before the data is asked for', async () => {
    await claims('commitlog-events-0', 'commitlog-events-1', 'data-events-0', 'data-events-1');
    namespace.change({ plans: { 'commitlog-events-1': { cut: 4, ready: 6 } } });
    expect(await namespace.backUp()).toMatchObject({ status: 0 });
    expect(namespace.calls.flatMap(({ created, cutSoFar }) => created ? [[created.spec.source.persistentVolumeClaimName, cutSoFar]] : [])).toEqual([
      ['commitlog-events-0', []],
      ['commitlog-events-1', []],
      ['data-events-0', ['commitlog-events-0', 'commitlog-events-1']],
      ['data-events-1', ['commitlog-events-0', 'commitlog-events-1']],
    ]);
  });

  test('is complete when every snapshot is ready, and not before', async () => {
    await claims('data-events-0', 'data-events-1');
    namespace.hasBackup('20250101000000', 2);
    namespace.change({ plans: { 'data-events-1': { ready: 8 } } });
    expect(await namespace.backUp({ SNAPSHOT_KEEP: '1' })).toMatchObject({ status: 0 });
    expect(namespace.state.snapshots.map(({ status }) => status!.readyToUse)).toEqual([true, true]);
    expect(namespace.calls.findIndex(call => call.deleted) - namespace.calls.findIndex(({ created }) => created)).toBeGreaterThanOrEqual(9);
  });

  test('leaves out a claim that has no volume yet', async () => {
    await claims('data-events-0', 'data-events-1');
    namespace.change({ claims: namespace.state.claims.map((claim, index) => index === 0 ? claim : { ...claim, spec: {} }) });
    const { status, said } = await namespace.backUp();
    expect(status).toBe(0);
    expect(said).toMatch(/data-events-1 is left out: it has no volume yet\n.* is complete: 1 snapshots/);
  });

  test('gives names that Kubernetes takes where those of the claims are too long', async () => {
    const long = `data-${'a'.repeat(224)}-${'b'.repeat(21)}`;
    await claims(`${long}-0`, `${long}-1`, 'c'.repeat(238), 'c'.repeat(239));
    expect(await namespace.backUp()).toMatchObject({ status: 0 });
    expect(namespace.state.snapshots.map(({ metadata }) => metadata.name)).toEqual([
      `data-${'a'.repeat(224)}-1-${stamp()}`,
      `data-${'a'.repeat(224)}-2-${stamp()}`,
      `${'c'.repeat(238)}-${stamp()}`,
      `${'c'.repeat(230)}-4-${stamp()}`,
    ]);
    for (const name of namespace.names) expect(name).toMatch(/^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  });

  test('bears with an API server that is away for a moment', async () => {
    await claims('data-events-0');
    const error = 'Unable to connect to the server: net/http: TLS handshake timeout';
    namespace.hasBackup('20250101000000', 1);
    namespace.change({
      failures: [
        { verb: 'get', kind: 'persistentvolumeclaims', error, times: 2 }, { verb: 'create', error, times: 1 }, { verb: 'create', error, times: 1, doneAllTheSame: true },
        { verb: 'get', kind: 'volumesnapshots.snapshot.storage.k8s.io', error, times: 5 }, { verb: 'delete', error, times: 1 }, { verb: 'delete', error, times: 1, doneAllTheSame: true },
      ],
    });
    expect(await namespace.backUp({ SNAPSHOT_KEEP: '1' })).toMatchObject({ status: 0 });
    expect(namespace.names).toEqual([`data-events-0-${stamp()}`]);
  });

  test('does not wait until what it has deleted is gone: that may take a storage long', async () => {
    await claims('data-events-0');
    namespace.hasBackup('20250101000000', 1);
    await namespace.backUp({ SNAPSHOT_KEEP: '1' });
    expect(namespace.calls.filter(({ verb }) => verb === 'delete').map(({ options }) => options)).toEqual([['--ignore-not-found', '--wait=false']]);
  });
});

describe('a backup that fails', () => {
  const OLD = ['20250101000000', '20250102000000', '20250103000000'];

  /** Nothing is deleted, whatever there is. */
  async function fails(env: Record<string, string> = {}): Promise<string> {
    for (const old of OLD) namespace.hasBackup(old, 1);
    const { status, said } = await namespace.backUp({ SNAPSHOT_KEEP: '1', ...env });
    expect({ status, deleted: deleted() }).toEqual({ status: 1, deleted: [] });
    expect(namespace.names).toEqual(expect.arrayContaining(OLD.map(old => `data-events-0-${old}`)));
    return said;
  }

  test('because a snapshot is not ready in time says which, and why, and deletes nothing', async () => {
    await claims('data-events-0', 'data-events-1', 'data-events-2');
    namespace.change({ plans: { 'data-events-0': { cut: 1, ready: 1 }, 'data-events-1': { cut: NEVER, ready: NEVER, error: 'no space | left\non the backend' }, 'data-events-2': { ready: NEVER } } });
    const said = await fails({ SNAPSHOT_TIMEOUT: '2' });
    expect(said).toContain(`backup ${stamp()} is not complete after 2 seconds, and nothing is deleted for it: 1 of 3 snapshots are ready; data-events-1-${stamp()}: no space | left; data-events-2-${stamp()}: not yet\n`);
  });

  test('because a commit log is not cut in time asks for no data', async () => {
    await claims('data-events-0', 'commitlog-events-0');
    namespace.change({ plans: { 'commitlog-events-0': { cut: NEVER, ready: NEVER } } });
    expect(await fails({ SNAPSHOT_TIMEOUT: '1' })).toContain(`0 of 1 snapshots are cut; commitlog-events-0-${stamp()}: not yet`);
  });

  test('because snapshots may not be made says so at once', async () => {
    await claims('data-events-0');
    namespace.change({ failures: [{ verb: 'create', error: 'Error from server (Forbidden): error when creating "STDIN": volumesnapshots.snapshot.storage.k8s.io is forbidden', times: 1 }] });
    expect(await fails()).toMatch(/is not complete: no snapshot of data-events-0 can be made: Error from server \(Forbidden\): .* is forbidden\n$/);
  });

  test('because there is no such kind says so', async () => {
    await claims('data-events-0');
    namespace.change({ failures: [{ verb: 'create', error: 'error: resource mapping not found for name: "x": no matches for kind "VolumeSnapshot"', times: 3 }] });
    expect(await fails()).toContain('can be made: error: resource mapping not found for name: "x": no matches for kind "VolumeSnapshot"');
  });

  test('because another one began in the same second leaves that one alone', async () => {
    await claims('data-events-0');
    namespace.change({ failures: [{ verb: 'create', error: 'Error from server (AlreadyExists): already exists', times: 1 }] });
    expect(await fails()).toContain('no snapshot of data-events-0 can be made: Error from server (AlreadyExists): already exists');
  });

  test('because claims cannot be listed says so', async () => {
    await claims('data-events-0');
    namespace.change({ failures: [{ verb: 'get', kind: 'persistentvolumeclaims', error: 'Error from server (Forbidden)', times: 3 }] });
    expect(await fails()).toContain(`no backup: the claims with ${SELECTOR} cannot be listed`);
  });

  test('because there is nothing to back up says so', async () => {
    await claims();
    expect(await fails()).toContain(`no backup: there is no claim with ${SELECTOR} that has a volume`);
  });

  test.each([['SNAPSHOT_KEEP', '0'], ['SNAPSHOT_KEEP', 'all'], ['SNAPSHOT_KEEP', '-1'], ['SNAPSHOT_TIMEOUT', '1h']])('because of a setting that is no number asks nothing: %s %s', async (name, value) => {
    await claims('data-events-0');
    expect(await fails({ [name]: value })).toContain(`no backup: ${name} is '${value}', and must be a whole number, 1 or more`);
    expect(namespace.calls).toEqual([]);
  });

  test('only to delete the older ones says that it is complete', async () => {
    await claims('data-events-0');
    namespace.change({ failures: [{ verb: 'delete', error: 'Error from server (Forbidden)', times: 3 }] });
    const said = await fails();
    expect(said).toContain(`backup ${stamp()} is complete, but older ones cannot be deleted`);
  });
});

describe('of older backups', () => {
  test('the newest complete ones stay, this one among them, and all that is older goes', async () => {
    await claims('data-events-0', 'data-events-1');
    for (const old of ['20250103000000', '20250101000000', '20250102000000', '20241231235959']) namespace.hasBackup(old, 2);
    expect(await namespace.backUp({ SNAPSHOT_KEEP: '3' })).toMatchObject({ status: 0 });
    expect(deleted()).toEqual(['data-events-0-20241231235959', 'data-events-0-20250101000000', 'data-events-1-20241231235959', 'data-events-1-20250101000000']);
  });

  test('none goes as long as there are not more than are to be kept', async () => {
    await claims('data-events-0');
    namespace.hasBackup('20250101000000', 1);
    await namespace.backUp({ SNAPSHOT_KEEP: '2' });
    expect(deleted()).toEqual([]);
  });

  test('those that are not complete do not count, and go with those of their age', async () => {
    await claims('data-events-0', 'data-events-1');
    namespace.hasBackup('20250101000000', 2, 1);
    namespace.hasBackup('20250102000000', 2);
    namespace.hasBackup('20250103000000', 2, 1);
    namespace.hasBackup('20250104000000', 2, 0);
    await namespace.backUp({ SNAPSHOT_KEEP: '2' });
    expect(deleted()).toEqual(['data-events-0-20250101000000', 'data-events-1-20250101000000']);
  });

  test('one of which a part is missing is not complete, though all that is left is ready', async () => {
    await claims('data-events-0', 'data-events-1');
    namespace.hasBackup('20250101000000', 2);
    namespace.hasBackup('20250102000000', 2);
    namespace.change({ snapshots: namespace.state.snapshots.filter(({ metadata }) => metadata.name !== 'data-events-1-20250102000000') });
    await namespace.backUp({ SNAPSHOT_KEEP: '2' });
    expect(deleted()).toEqual([]);
  });

  test('one that somebody is deleting does not count', async () => {
    await claims('data-events-0');
    namespace.hasBackup('20250101000000', 1);
    namespace.hasBackup('20250102000000', 1);
    namespace.change({ snapshots: namespace.state.snapshots.map(one => one.metadata.name.endsWith('20250102000000') ? { ...one, metadata: { ...one.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } } : one) });
    await namespace.backUp({ SNAPSHOT_KEEP: '2' });
    expect(deleted()).toEqual([]);
  });

  test('one of fewer nodes is complete too', async () => {
    await claims('data-events-0', 'data-events-1', 'data-events-2');
    namespace.hasBackup('20250101000000', 1);
    namespace.hasBackup('20250102000000', 1);
    await namespace.backUp({ SNAPSHOT_KEEP: '2' });
    expect(deleted()).toEqual(['data-events-0-20250101000000']);
  });

  test("those of other clusters, and snapshots that are nobody's backup, are none", async () => {
    await claims('data-events-0');
    namespace.hasBackup('20250101000000', 1, 1, { 'cdk8s-stateful/backup-of': 'orders' });
    namespace.change({ snapshots: [...namespace.state.snapshots, { metadata: { name: 'by-hand', labels: { 'cdk8s-stateful/backup-of': 'events' } }, spec: { source: { persistentVolumeClaimName: 'data-events-0' } } }] });
    await namespace.backUp({ SNAPSHOT_KEEP: '1' });
    expect(deleted()).toEqual([]);
  });
});

test('a signal ends it soon, while it waits', async () => {
  await claims('data-events-0');
  namespace.change({ claims: [...namespace.state.claims, { metadata: { name: 'data-events-1', labels: { app: 'events' } }, spec: {} }] });
  let sent = false;
  const { status } = await namespace.backUp({ SNAPSHOT_PAUSE: '600' }, said => {
    if (!sent && said.includes('left out')) setTimeout(() => namespace.signal('SIGTERM'), 300);
    sent = true;
  });
  expect(status).toBe(143);
});
