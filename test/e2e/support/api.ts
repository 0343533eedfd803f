import { ChildProcess, spawn } from 'child_process';
import { Agent, request } from 'http';
import { Manifest } from '../../../src/manifest/manifest';

/** What the API server has answered. */
export interface Reply {
  readonly ok: boolean;
  readonly body: Manifest;
}

const WITHOUT_NAMESPACE = ['StorageClass', 'PriorityClass', 'ClusterRole', 'ClusterRoleBinding', 'PersistentVolume', 'Namespace', 'IngressClass', 'RuntimeClass', 'VolumeAttributesClass', 'CustomResourceDefinition', 'DeviceClass'];
const MANAGER = 'fieldManager=kubectl&force=true';

/** The API server over HTTP, through `kubectl proxy`: kubectl itself takes a hundred times as long for a request. */
export class Api {
  public static start(): Promise<Api> {
    const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      proxy.on('error', reject);
      proxy.on('close', code => reject(new Error(`kubectl proxy: exit code ${code}`)));
      proxy.stdout.on('data', (line: Buffer) => {
        const port = /127\.0\.0\.1:(\d+)/.exec(String(line))?.[1];
        if (port !== undefined) resolve(new Api(proxy, Number(port)));
      });
    });
  }

  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  private constructor(private readonly proxy: ChildProcess, private readonly port: number) {}

  public stop(): void {
    this.agent.destroy();
    this.proxy.kill();
  }

  public get(manifest: Manifest): Promise<Reply> {
    return this.ask('GET', pathOf(manifest));
  }

  /** All of a kind, by its path. */
  public list(path: string): Promise<Reply> {
    return this.ask('GET', path);
  }

  /** As `kubectl apply --server-side` does; with `dryRun` nothing is stored. */
  public apply(manifest: Manifest, dryRun = false): Promise<Reply> {
    return this.ask('PATCH', `${pathOf(manifest)}?${MANAGER}${dryRun ? '&dryRun=All' : ''}`, manifest, 'application/apply-patch+yaml');
  }

  public post(path: string, manifest: Manifest): Promise<Reply> {
    return this.ask('POST', path, manifest);
  }

  public delete(manifest: Manifest): Promise<Reply> {
    return this.ask('DELETE', `${pathOf(manifest)}?propagationPolicy=Background&gracePeriodSeconds=0`);
  }

  private ask(method: string, path: string, body?: Manifest, type = 'application/json'): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const asked = request({ agent: this.agent, host: '127.0.0.1', port: this.port, method, path, headers: { 'content-type': type } }, (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', part => text += part).on('end', () => resolve({ ok: reply.statusCode! < 300, body: JSON.parse(text) as Manifest })).on('error', reject);
      });
      asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

/** Does something with each, some at a time. */
export async function each<T, R>(all: readonly T[], action: (one: T, i: number) => Promise<R>, atOnce = 16): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let i = next++; i < all.length; i = next++) done[i] = await action(all[i]!, i);
  }));
  return done;
}

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const group = String(apiVersion).includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = `${String(kind).toLowerCase()}s`.replace(/ys$/, 'ies').replace(/ss$/, 'ses');
  return `${group}${WITHOUT_NAMESPACE.includes(kind) ? '' : `/namespaces/${metadata.namespace}`}/${plural}/${metadata.name}`;
}
