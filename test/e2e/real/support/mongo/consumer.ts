import { eventually, kubectl, tryKubectl } from '../../../support/kubectl';

// Somebody who uses the set while it is ill-treated: two writers, one for each form of the connection string, and a shell beside them to ask from.

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a container with bash and mongosh is given to be a consumer. */
export interface ConsumerProps {
  readonly namespace: string;
  readonly image: string;
  /** The Secret of the user that it writes as. */
  readonly secret: string;
  /** The two forms, by name; without credentials. */
  readonly uris: Record<string, string>;
}

const NAME = 'consumer';

/** Opens a connection by a string of the library, as any consumer would put its name and its password there. */
const OPEN = `
const encoded = ({ username, password }) => encodeURIComponent(username) + ':' + encodeURIComponent(password);
const withCredentials = (uri, credentials) => credentials ? uri.replace('://', '://' + encoded(credentials) + '@') : uri;
`;

/** Writes down what was acknowledged by a majority. Who cannot log in any more reads its Secret again, for it may have changed. */
const WRITE = `
const fs = require('fs');
${OPEN}
const { NAME, URI } = process.env;
const secret = name => fs.readFileSync('/run/credentials/' + name, 'utf8');
let mongo, n = 0;
while (true) {
  try {
    if (!fs.existsSync('/written/pause')) {
      mongo = mongo || new Mongo(withCredentials(URI, { username: secret('username'), password: secret('password') }));
      const _id = [NAME, Date.now(), n++].join('-');
      mongo.getDB('shop').orders.insertOne({ _id }, { writeConcern: { w: 'majority', wtimeout: 10000 } });
      fs.appendFileSync('/written/acknowledged', _id + '\\n');
    }
  } catch (error) {
    print(new Date().toISOString(), error.codeName || error.name);
    if (error.code === 13 || error.code === 18) mongo = undefined;
  }
  sleep(500);
}`;

export class Consumer {
  constructor(private readonly props: ConsumerProps) {}

  public async start(): Promise<void> {
    await kubectl(['apply', '-n', this.props.namespace, '-f', '-'], JSON.stringify(this.pod()));
    await kubectl(['wait', '-n', this.props.namespace, '--for=condition=Ready', `pod/${NAME}`, '--timeout=300s']);
  }

  /**
   * Runs the body of a function in mongosh, which gets `given` and returns what can be written as JSON. Nothing of it stands in a list of processes. What
   * cannot be asked is undefined.
   */
  public async ask<T>(body: string, given: object): Promise<T | undefined> {
    const script = `${OPEN}\nconst given = ${JSON.stringify(given)};\nconst answer = () => {${body}};\nprint('ANSWER ' + EJSON.stringify(answer()));`;
    const run = 'umask 077; file=$(mktemp --suffix .js); cat >"$file"; timeout 90 mongosh --nodb --norc --quiet "$file"; rm -f "$file"';
    const { stdout } = await tryKubectl(['exec', '-i', '-n', this.props.namespace, NAME, '-c', 'shell', '--', 'bash', '-c', run], script);
    const [, json] = /^ANSWER (.*)$/m.exec(stdout) ?? [];
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** How much was acknowledged until now. */
  public async acknowledged(): Promise<number> {
    return Number((await this.shell('cat /written/acknowledged 2>/dev/null | wc -l')).stdout);
  }

  /** Whose writes are acknowledged from now on. */
  public async writers(seconds: number): Promise<string[]> {
    const before = await this.acknowledged();
    const writers = async () => (await this.shell(`tail -n +${before + 1} /written/acknowledged | cut -d - -f 1 | sort -u`)).stdout.split('\n').filter(Boolean);
    return eventually(writers, names => names.length === Object.keys(this.props.uris).length, seconds);
  }

  public async pause(): Promise<void> {
    await this.shell('touch /written/pause; sleep 12'); // what is on its way arrives, or has timed out
  }

  public async resume(): Promise<void> {
    await this.shell('rm -f /written/pause');
  }

  private shell(script: string) {
    return kubectl(['exec', '-n', this.props.namespace, NAME, '-c', 'shell', '--', 'bash', '-c', script]);
  }

  private pod(): object {
    const { namespace, image, secret, uris } = this.props;
    const container = (name: string, command: string[], env: Record<string, string> = {}) => ({
      name,
      image,
      command,
      env: Object.entries({ HOME: '/tmp', NAME: name, ...env }).map(([key, value]) => ({ name: key, value })),
      resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'written', mountPath: '/written' }, { name: 'credentials', mountPath: '/run/credentials', readOnly: true }],
    });
    const writers = Object.entries(uris).map(([name, uri]) => container(name, ['mongosh', '--nodb', '--norc', '--quiet', '--eval', WRITE], { URI: uri }));
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: NAME, namespace },
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [container('shell', ['sleep', 'infinity']), ...writers],
        volumes: [{ name: 'written', emptyDir: {} }, { name: 'credentials', secret: { secretName: secret } }],
      },
    };
  }
}
