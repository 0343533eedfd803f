import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RootConstruct } from 'constructs';

/** An empty directory in every container, because their root file systems are read-only. */
export const TMP_DIRECTORY = '/tmp';

/** Volumes of pods are constructs only because cdk8s-plus mounts constructs: they stand in trees of their own. */
export function secretVolume(name: string, secretName: string, items?: { [key: string]: kplus.PathMapping }): kplus.Volume {
  const root = new RootConstruct();
  return kplus.Volume.fromSecret(root, 'volume', kplus.Secret.fromSecretName(root, 'secret', secretName), { name, items });
}

/** Of which everything may be missing, itself too. */
export function optionalSecretVolume(name: string, secretName: string, items: { [key: string]: kplus.PathMapping }): kplus.Volume {
  const root = new RootConstruct();
  return kplus.Volume.fromSecret(root, 'volume', kplus.Secret.fromSecretName(root, 'secret', secretName), { name, items, optional: true });
}

/** For what must be on no disk, such as what is made of a private key. */
export function memoryVolume(name: string): kplus.Volume {
  const options = { medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(1) };
  return kplus.Volume.fromEmptyDir(new RootConstruct(), 'volume', name, options);
}

export function configMapVolume(name: string, configMapName: string, items?: { [key: string]: kplus.PathMapping }): kplus.Volume {
  const root = new RootConstruct();
  return kplus.Volume.fromConfigMap(root, 'volume', kplus.ConfigMap.fromConfigMapName(root, 'configMap', configMapName), { name, items });
}
