import { readFileSync } from 'fs';
import { join } from 'path';
import { eventually, kubectl, tryKubectl } from '../../../support/kubectl';

// Somebody who writes and reads at QUORUM while the ring is ill-treated, in a pod of its own: client.py.

const NAME = 'client';
const PROGRAM = readFileSync(join(__dirname, 'client.py'), 'utf8');

export interface ClientProps {
  readonly namespace: string;
  readonly image: string;
  /** Whom to ask first; the driver finds the rest. */
  readonly hosts: string[];
  /** The Secret of whom it logs in as. */
  readonly secret: string;
}

/** What became of writes and reads in a span of time. */
export interface Figures {
  readonly acknowledged: number;
  readonly failedWrites: number;
  readonly failedReads: number;
  /** Seconds between two writes that were acknowledged. */
  readonly longestGap: number;
  /** Acknowledged rows that a read at QUORUM did not find. */
  readonly missed: number;
}

/** By the address of the node that was asked: how many acknowledged rows it did not find. */
export interface Verdict {
  readonly rows: number;
  readonly missing: Record<string, number>;
}

export class Client {
  constructor(private readonly props: ClientProps) {}

  public async start(): Promise<void> {
    await kubectl(['apply', '-n', this.props.namespace, '-f', '-'], JSON.stringify(this.manifests()));
    await kubectl(['wait', '-n', this.props.namespace, '--for=condition=Ready', `pod/${NAME}`, '--timeout=120s']);
    const since = await this.now();
    const { acknowledged } = await eventually(() => this.figures(since), seen => seen.acknowledged > 10, 120);
    if (acknowledged === 0) throw new Error(`the client cannot write: ${(await tryKubectl(['logs', '-n', this.props.namespace, NAME, '--tail=3'])).stdout}`);
  }

  /** By the client's clock. */
  public async now(): Promise<number> {
    return Number((await this.run('now')).stdout);
  }

  public async figures(since: number): Promise<Figures> {
    return JSON.parse((await this.run('figures', String(since))).stdout);
  }

  /** What cannot be asked is undefined. */
  public async verify(addresses: string[]): Promise<Verdict | undefined> {
    const { ok, stdout } = await this.run('verify', ...addresses);
    return ok && stdout !== '' ? JSON.parse(stdout) : undefined;
  }

  public async fill(mebibytes: number): Promise<void> {
    const { ok, stderr } = await this.run('fill', String(mebibytes));
    if (!ok) throw new Error(stderr);
  }

  public gulp(times: number) {
    return this.run('gulp', String(times));
  }

  private run(...args: string[]) {
    return tryKubectl(['exec', '-n', this.props.namespace, NAME, '--', 'python3', '/program/client.py', ...args]);
  }

  private manifests(): object {
    const { namespace, image, hosts, secret } = this.props;
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: NAME, namespace },
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [{
          name: 'client',
          image,
          command: ['python3', '/program/client.py', 'use'],
          env: Object.entries({ HOSTS: hosts.join(), RES_OPTIONS: 'timeout:1 attempts:2' }).map(([name, value]) => ({ name, value })),
          resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: [
            { name: 'program', mountPath: '/program', readOnly: true },
            { name: 'written', mountPath: '/written' },
            { name: 'superuser', mountPath: '/run/superuser', readOnly: true },
          ],
        }],
        volumes: [
          { name: 'program', configMap: { name: NAME } },
          { name: 'written', emptyDir: {} },
          { name: 'superuser', secret: { secretName: secret } },
        ],
      },
    };
    return { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME, namespace }, data: { 'client.py': PROGRAM } }, pod] };
  }
}
