import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { MongoCluster, MongoClusterProps } from '../../../src';
import { Manifest } from '../../../src/manifest/manifest';
import { chart, synth } from '../../support/synth';

let count = 0;

/** A Secret that is there. */
export function secret(name: string, scope: Construct = chart()): kplus.ISecret {
  return kplus.Secret.fromSecretName(scope, `secret-${count++}`, name);
}

/** The least that a replica set must be told, and what else is given. */
export function cluster(props: Partial<MongoClusterProps> = {}, scope: Construct = chart(), id = 'orders'): MongoCluster {
  return new MongoCluster(scope, id, { members: 3, storage: Size.gibibytes(20), keyFile: { secret: secret(`${id}-keyfile`) }, rootCredentials: { secret: secret(`${id}-root`) }, ...props });
}

/** Of what was made, the one of that kind and name. */
export function made(of: Construct, kind: string, name: string): Manifest {
  const found = synth(of).filter(manifest => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, found ${found.length}`);
  return found[0];
}

/** The list that the managers follow. */
export function members(of: MongoCluster, name = 'orders'): Manifest {
  return JSON.parse(made(of, 'ConfigMap', `${name}-members`).data['members.json']);
}

/** What every mongod reads when it starts. */
export function conf(of: MongoCluster, name = 'orders'): Manifest {
  return JSON.parse(made(of, 'ConfigMap', `${name}-programs`).data['mongod.conf']);
}

/** A container of a StatefulSet. */
export function container(of: MongoCluster, name: string, set = 'orders'): Manifest {
  return made(of, 'StatefulSet', set).spec.template.spec.containers.find((each: Manifest) => each.name === name);
}
