import * as kplus from 'cdk8s-plus-28';
import { checkReference, Place } from '../naming/reference';

/** What pods refer to, whatever runs in them. */
interface PodReferences {
  readonly serviceAccount?: kplus.IServiceAccount;
  readonly dockerRegistryAuth?: kplus.ISecret;
}

/** What cdk8s-plus knows of a source of variables, and shows to nobody: one of the two. */
interface EnvSource {
  readonly configMap?: kplus.IConfigMap;
  readonly sec?: kplus.ISecret;
}

export function checkPodReferences(where: string, pods: Place, { serviceAccount, dockerRegistryAuth }: PodReferences): void {
  if (serviceAccount !== undefined) checkReference(where, 'serviceAccount', pods, serviceAccount);
  if (dockerRegistryAuth !== undefined) checkReference(where, 'dockerRegistryAuth', pods, dockerRegistryAuth);
}

/** Of a single variable, or a volume, cdk8s-plus keeps nothing but the name: those are judged by the rule `references`. */
export function checkEnvSources(where: string, pods: Place, containers: readonly kplus.Container[]): void {
  for (const { name, env } of containers) {
    for (const source of env.sources) {
      const { configMap, sec } = source as unknown as EnvSource;
      checkReference(where, `${name}.env`, pods, (configMap ?? sec)!);
    }
  }
}
