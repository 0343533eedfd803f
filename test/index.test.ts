import { readFileSync } from 'fs';
import { join } from 'path';
import * as library from '../src';
import { calls, ownTypeNames } from './support/assembly';

test('the door shows what users need, and no more', () => {
  expect(Object.entries(library).filter(([, value]) => value !== undefined).map(([name]) => name).sort()).toEqual([
    'BackupVolume', 'CassandraAuthentication', 'CassandraCluster', 'CassandraTls', 'Claim', 'ClaimRetention', 'ClaimSource', 'ClientAuthority', 'ClientEncryption', 'ClientService', 'ClusterAuthMode', 'DefaultWriteConcern', 'DisruptionBudget', 'Endpoint', 'ExternalTrafficPolicy', 'Guard', 'GuardCertainty', 'GuardPlugin', 'GuardSeverity', 'HeadlessService', 'InternodeEncryption', 'IpFamily', 'IpFamilyPolicy', 'MongoCluster', 'MongoTls', 'Monitor', 'NodeInclusionPolicy', 'OperatingSystem', 'PreemptionPolicy', 'PrivateKeyAlgorithm', 'PrivateKeyRotation', 'ReadPreference', 'RelabelAction', 'Spread',
    'StatefulBackend', 'TargetCluster', 'TerminationMessagePolicy', 'TlsMode', 'UnhealthyPodEvictionPolicy', 'UpdateStrategy', 'UpgradeCheck', 'UpgradeEffect',
  ]);
});

test('types that are nothing at run time are counted, too', () => {
  expect(ownTypeNames.filter(name => !Object.hasOwn(library, name)).sort()).toEqual([
    'BackupVolumeOptions', 'CassandraAccessProps', 'CassandraBackupProps', 'CassandraClusterProps', 'CassandraConnectionOptions', 'CassandraExporter', 'CassandraRack',
    'CassandraSuperuser', 'CassandraTlsIssuer', 'CassandraTlsOptions', 'CassandraTlsSecret', 'CertificateIssuer', 'CertificateOptions', 'CertificatePrivateKey',
    'CertificateSecret', 'CertificateSecretTemplate', 'ClaimProps', 'ClaimSourceReference', 'ClusterPodProps', 'CommitLogProps', 'ContainerFields', 'CredentialsSecret',
    'DisruptionBudgetOptions', 'ExposedServiceProps', 'GuardAcknowledgement', 'GuardFinding', 'GuardProps', 'HeadlessServiceBindOptions', 'HeadlessServicePort',
    'HeadlessServiceProps', 'IConsumer', 'IConsumerEnvironment', 'INetworkPeer', 'IPodSelection', 'JobPodProps', 'KeyedConfigMap', 'KeyedSecret', 'MemberAccessProps',
    'MongoAccessProps', 'MongoArbiter', 'MongoBackupProps', 'MongoClusterProps', 'MongoConnectionOptions', 'MongoConnectionStringOptions', 'MongoExporter', 'MongoHiddenMembers',
    'MongoMemberConfig', 'MongoRole', 'MongoTlsIssuer', 'MongoTlsOptions', 'MongoTlsSecret', 'MongoUser', 'MonitorOptions', 'NodeAffinity', 'PodFields', 'PodPlacement',
    'PodResourceClaim', 'Relabeling', 'RollingUpdateOptions', 'ScheduleProps', 'SpreadOptions', 'StatefulBackendProps', 'StatefulClusterProps', 'UpgradeCheckOptions',
    'UpgradeCheckSynthOptions', 'UpgradeField', 'UpgradeFinding', 'UpgradeStep',
  ]);
});

describe('the other languages of jsii', () => {
  interface Type { readonly properties?: { readonly name: string }[]; readonly methods?: { readonly name: string }[] }
  const { types } = JSON.parse(readFileSync(join(__dirname, '..', '.jsii'), 'utf8')) as { types: Record<string, Type> };
  const properties = (type: string) => types[`cdk8s-stateful.${type}`]!.properties!.map(property => property.name);

  test('cannot even write what a headless Service cannot have', () => {
    expect(properties('HeadlessServiceProps')).toEqual(['clusterDomain', 'ipFamilies', 'ipFamilyPolicy', 'metadata', 'ports', 'publishNotReadyAddresses', 'selector']);
    expect(properties('HeadlessServiceBindOptions')).toEqual(['name', 'protocol', 'targetPort']);
    expect(properties('HeadlessServicePort')).toEqual(['port']);
  });

  test('cannot write what a replica set decides by itself', () => {
    const all = ['MongoClusterProps', 'StatefulClusterProps'].flatMap(properties);
    expect(all).toEqual(expect.arrayContaining(['members', 'updateStrategy']));
    const decided = ['service', 'selectorLabels', 'publishNotReadyAddresses', 'ordinalsStart', 'podManagementPolicy', 'hostNetwork', 'isolate', 'restartPolicy'];
    expect(all.filter(name => decided.includes(name))).toEqual([]);
  });

  test('give one struct to a call, and give it last: Python has keywords for no other', () => {
    const structs = calls.map(({ call, parameters }) => ({ call, at: parameters.flatMap(({ struct }, i) => struct === undefined ? [] : [i]), last: parameters.length - 1 }));
    expect(structs.filter(({ at }) => at.length > 0).length).toBeGreaterThan(30);
    expect(structs.filter(({ at, last }) => at.some(i => i !== last)).map(({ call }) => call)).toEqual([]);
  });

  test('are told the same of the API by the npm package, which has less to read', () => {
    const [short, whole] = ['.jsii', '.jsii.full'].map(file => readFileSync(join(__dirname, '..', file), 'utf8')) as [string, string];
    const undescribed = (text: string): unknown => JSON.parse(text, (key, value: unknown) => key === 'docs' || key === 'readme' ? undefined : value);
    expect(undescribed(short)).toEqual(undescribed(whole));
    expect(whole.length - short.length).toBeGreaterThan(50_000);
  });

  test('see no member that is meant for us', () => {
    const members = Object.values(types).flatMap(type => [...type.properties ?? [], ...type.methods ?? []]).map(member => member.name);
    expect(members.filter(name => name.startsWith('_'))).toEqual([]);
  });
});
