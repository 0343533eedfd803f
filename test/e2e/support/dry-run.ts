import { Api } from './api';
import { Manifest } from '../../../src/manifest/manifest';

const PLURALS: Record<string, string> = {
  Service: 'api/v1/namespaces/NS/services',
  Pod: 'api/v1/namespaces/NS/pods',
  PersistentVolumeClaim: 'api/v1/namespaces/NS/persistentvolumeclaims',
  StatefulSet: 'apis/apps/v1/namespaces/NS/statefulsets',
  PodDisruptionBudget: 'apis/policy/v1/namespaces/NS/poddisruptionbudgets',
};

/** What the API server says: no message, if it takes the object. */
export interface Said {
  readonly taken: boolean;
  readonly message: string;
}

/** Asks an API server whether it takes an object, which is sent to one namespace whatever it says itself; nothing is stored. */
export class DryRuns {
  public static async start(namespace: string): Promise<DryRuns> {
    return new DryRuns(await Api.start(), namespace);
  }

  private constructor(private readonly api: Api, private readonly namespace: string) {}

  /** As kubectl makes an object: a field that nobody knows is an error. */
  public async ask(manifest: Manifest): Promise<Said> {
    const path = PLURALS[manifest.kind]!.replace('NS', this.namespace);
    const { ok, body } = await this.api.post(`/${path}?dryRun=All&fieldValidation=Strict`, manifest);
    return { taken: ok, message: ok ? '' : body.message ?? '' };
  }

  public stop(): void {
    this.api.stop();
  }
}
