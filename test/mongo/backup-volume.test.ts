import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, made, secret } from './support/cluster';
import { BackupVolume, MongoCluster } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { chart, complaint, synth } from '../support/synth';

const backedUp = (volume: BackupVolume, of: MongoCluster = cluster()): MongoCluster => {
  of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('orders-backup') }, volume });
  return of;
};
const claim = (volume: BackupVolume): Manifest => made(backedUp(volume), 'PersistentVolumeClaim', 'orders-backup').spec;
const mounted = (of: MongoCluster): Manifest => made(of, 'CronJob', 'orders-backup').spec.jobTemplate.spec.template.spec.volumes.find(({ name }: Manifest) => name === 'backup');
const there = (): kplus.IPersistentVolumeClaim => kplus.PersistentVolumeClaim.fromClaimName(chart(), 'claim', 'archives');

describe('of a size', () => {
  test('it is a claim that is called as the backup is', () => {
    const of = backedUp(BackupVolume.ofSize(Size.gibibytes(100)));
    expect(made(of, 'PersistentVolumeClaim', 'orders-backup').spec).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } });
    expect(mounted(of)).toEqual({ name: 'backup', persistentVolumeClaim: { claimName: 'orders-backup' } });
  });

  test.each([
    [Size.gibibytes(1.5), '1536Mi'], [Size.mebibytes(512000), '500Gi'], [Size.mebibytes(512), '512Mi'], [Size.kibibytes(1048577), '1048577Ki'], [Size.tebibytes(2), '2Ti'],
  ])('%# it is spelled as the server spells it', (size, written) => {
    expect(claim(BackupVolume.ofSize(size)).resources.requests.storage).toBe(written);
  });

  test('0 is none', () => {
    expect(complaint(() => backedUp(BackupVolume.ofSize(Size.gibibytes(0))))).toBe("prod/orders: 'volume' must be a size above 0, got '0Gi'");
  });

  test('its storage class is the one that is named, else the default of the cluster', () => {
    expect(claim(BackupVolume.ofSize(Size.gibibytes(1), { storageClassName: 'cold' })).storageClassName).toBe('cold');
    expect(claim(BackupVolume.ofSize(Size.gibibytes(1), { storageClassName: undefined }))).not.toHaveProperty('storageClassName');
  });
});

describe('of a claim', () => {
  test('it is mounted, and none is made', () => {
    const of = backedUp(BackupVolume.ofClaim(there()));
    expect(synth(of).slice(-2).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['ConfigMap/orders-backup', 'CronJob/orders-backup']);
    expect(synth(of).map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
    expect(mounted(of)).toEqual({ name: 'backup', persistentVolumeClaim: { claimName: 'archives' } });
  });

  test('the claim may be called as ours would be', () => {
    const prod = chart();
    const own = new kplus.PersistentVolumeClaim(prod, 'archives', { metadata: { name: 'orders-backup' }, storage: Size.gibibytes(1) });
    expect(mounted(backedUp(BackupVolume.ofClaim(own), cluster({}, prod)))).toEqual({ name: 'backup', persistentVolumeClaim: { claimName: 'orders-backup' } });
  });
});
