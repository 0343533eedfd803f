import { spawn } from 'child_process';
import { randomBytes } from 'crypto';
import { Yaml } from 'cdk8s';
import { Manifest } from '../../../src/manifest/manifest';

export interface Answer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl against whatever KUBECONFIG points at; a failure is an answer, too. */
export function tryKubectl(args: string[], input = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', data => stdout += data);
    child.stderr.on('data', data => stderr += data);
    child.on('error', reject);
    child.on('close', code => resolve({ ok: code === 0, stdout, stderr }));
    child.stdin.on('error', () => {}); // kubectl may be gone before it has read everything
    child.stdin.end(input);
  });
}

/** The same where a failure is one. */
export async function kubectl(args: string[], input?: string): Promise<Answer> {
  const answer = await tryKubectl(args, input);
  if (!answer.ok) throw new Error(`kubectl ${args.join(' ')}: ${answer.stderr}`);
  return answer;
}

export async function get(...args: string[]): Promise<Manifest> {
  return JSON.parse((await kubectl(['get', ...args, '-o', 'json'])).stdout);
}

export const toYaml = (manifests: readonly Manifest[]) => Yaml.stringify(...manifests);

/** What the API server had to say, line by line. */
export const warnings = ({ stderr }: Answer) => stderr.split('\n').filter(line => line.startsWith('Warning'));

/** Asks again until the answer is right; in the end it is the wrong answer that fails the test. */
export async function eventually<T>(ask: () => Promise<T>, right: (answer: T) => boolean, seconds = 90): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (right(answer) || Date.now() > deadline) return answer;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** Namespaces that this run has made, as a careful platform team makes them; only those are ever deleted. */
export class Namespaces {
  private readonly made: string[] = [];

  /** One that nobody else can have. */
  public async fresh(): Promise<string> {
    const name = `stateful-e2e-${randomBytes(4).toString('hex')}`;
    await this.make(name);
    return name;
  }

  /** One by name; refused if it is there already, because it may be somebody's. */
  public async make(name: string): Promise<void> {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' };
    await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
    this.made.push(name);
    await eventually(() => tryKubectl(['get', 'serviceaccount', 'default', '-n', name]), answer => answer.ok);
  }

  public async remove(): Promise<void> {
    if (this.made.length > 0) await kubectl(['delete', 'namespace', '--ignore-not-found', '--wait=false', ...this.made]);
  }
}
