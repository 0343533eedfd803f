import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CassandraAuthentication, CassandraCluster, CassandraClusterProps } from '../../../src';
import { chart } from '../../support/synth';

/** The least that a ring must be told, and what else is given. */
export function cluster(props: Partial<CassandraClusterProps> = {}, scope: Construct = chart(), id = 'events'): CassandraCluster {
  const authentication = CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(scope, `${id}-superuser`, 'events-superuser') });
  return new CassandraCluster(scope, id, { nodes: 3, storage: Size.gibibytes(10), authentication, ...props });
}

export const RACKS = [{ name: 'a', zone: 'eu-1a' }, { name: 'b', zone: 'eu-1b' }, { name: 'c' }];

/** The keys of cassandra.yaml as the pods find them, by name. */
export function overrides(configMap: { data: Record<string, string> }): Record<string, unknown> {
  return Object.fromEntries(configMap.data.overrides!.trim().split('\n').map((line) => {
    const [, key, value] = /^([a-z0-9_]+): ([ -~]*)$/.exec(line)!;
    return [key, JSON.parse(value!)];
  }));
}
