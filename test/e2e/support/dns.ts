import { promises } from 'dns';
import { eventually, kubectl, tryKubectl } from './kubectl';

/** An image with `sleep` and `dig`. */
export const IMAGE = process.env.E2E_IMAGE ?? 'registry.k8s.io/e2e-test-images/agnhost:2.53';

export interface SrvRecord {
  readonly name: string;
  readonly port: number;
}

/** What cluster DNS answers; nothing where it knows no such name. Sorted, because DNS is not. */
export interface Dns {
  a(name: string): Promise<string[]>;
  srv(name: string): Promise<SrvRecord[]>;
}

/** Asked from here where CLUSTER_DNS says how, else from a pod. */
export async function clusterDns(namespace: string): Promise<Dns> {
  return process.env.CLUSTER_DNS === undefined ? fromPod(namespace) : fromHere(process.env.CLUSTER_DNS);
}

const bySrv = (one: SrvRecord, other: SrvRecord) => one.name.localeCompare(other.name) || one.port - other.port;

function fromHere(server: string): Dns {
  const resolver = new promises.Resolver({ timeout: 2000, tries: 3 });
  resolver.setServers([server]);
  const known = <T>(answer: Promise<T[]>) => answer.catch((error: { code?: string }) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return [] as T[];
    throw error;
  });
  return {
    a: async name => (await known(resolver.resolve4(name))).sort(),
    srv: async name => (await known(resolver.resolveSrv(name))).map(record => ({ name: record.name, port: record.port })).sort(bySrv),
  };
}

async function fromPod(namespace: string): Promise<Dns> {
  await kubectl(['apply', '-n', namespace, '-f', '-'], JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'dns' },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'dns', image: IMAGE, command: ['sleep', '3600'], securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
    },
  }));
  await kubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/dns', '--timeout=120s']);
  const dig = async (type: string, name: string) => {
    const { stdout } = await eventually(() => tryKubectl(['exec', '-n', namespace, 'dns', '--', 'dig', '+short', '+search', type, name]), answer => answer.ok, 30);
    return stdout.split('\n').filter(line => line !== '' && !line.startsWith(';'));
  };
  return {
    a: async name => (await dig('A', name)).sort(),
    srv: async name => (await dig('SRV', name)).map((line) => {
      const [, , port, host] = line.split(' ');
      return { name: host!.replace(/\.$/, ''), port: Number(port) };
    }).sort(bySrv),
  };
}
