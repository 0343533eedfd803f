import { createServer, Server, Socket } from 'net';
import { createServer as createTlsServer, TlsOptions } from 'tls';
import { BSON } from 'mongodb';
import { Scram } from './scram';
import { Document, serve } from './wire';

export interface Member {
  /** How the set calls it. */
  readonly host: string;
  /** Where it listens, on 27017. */
  readonly address: string;
}

const PORT = 27017;

/** Commands that are answered before a client has said who it is. */
const BEFORE_LOGIN = ['hello', 'ismaster', 'saslStart', 'saslContinue'];

/**
 * Stand-ins for the members of a replica set: they answer drivers as mongod 8.0 does, elect whom the test says, and keep what is written in one place,
 * as if it were replicated at once.
 */
export class ReplicaSet {
  /** Which commands came to whom. */
  public readonly heard: { readonly host: string; readonly command: string; readonly user?: string; readonly database: string }[] = [];
  public readonly written: Document[] = [];

  private readonly servers = new Map<string, Server>();
  private readonly sockets = new Map<Socket, string>();
  private primary: string | undefined;
  private term = 1;

  constructor(
    private readonly setName: string,
    private readonly members: readonly Member[],
    private readonly passwords: ReadonlyMap<string, string>,
    private readonly tls?: TlsOptions,
  ) {
    this.primary = members[0]!.host;
  }

  public async start(): Promise<void> {
    for (const { host, address } of this.members) {
      const accept = (socket: Socket) => this.accept(host, socket);
      const server = this.tls === undefined ? createServer(accept) : createTlsServer(this.tls, accept);
      server.on('tlsClientError', () => undefined);
      this.servers.set(host, server);
      await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(PORT, address, resolve));
    }
  }

  /** Hangs up, and answers no more. */
  public async stop(host: string): Promise<void> {
    if (this.primary === host) this.primary = undefined;
    const closed = new Promise(resolve => this.servers.get(host)?.close(resolve));
    for (const [socket, of] of this.sockets) if (of === host) socket.destroy();
    await closed;
    this.servers.delete(host);
  }

  public async stopAll(): Promise<void> {
    for (const host of [...this.servers.keys()]) await this.stop(host);
  }

  public elect(host: string): void {
    this.primary = host;
    this.term += 1;
  }

  private accept(host: string, socket: Socket): void {
    let scram = new Scram(this.passwords);
    let user: string | undefined;
    this.sockets.set(socket, host);
    socket.on('close', () => this.sockets.delete(socket));
    serve(socket, (command) => {
      const name = Object.keys(command)[0]!;
      this.heard.push({ host, command: name, user, database: command.$db });
      if (user === undefined && !BEFORE_LOGIN.includes(name)) return failure(13, 'Unauthorized', `Command ${name} requires authentication`);
      switch (name) {
        case 'saslStart':
          scram = new Scram(this.passwords);
          return { conversationId: 1, done: false, payload: binary(scram.start(text(command.payload))), ok: 1 };
        case 'saslContinue': {
          const proof = command.$db === 'admin' ? scram.prove(text(command.payload)) : undefined;
          if (proof === undefined) return failure(18, 'AuthenticationFailed', 'Authentication failed.');
          user = scram.user;
          return { conversationId: 1, done: true, payload: binary(proof), ok: 1 };
        }
        default:
          return this.answer(host, name, command);
      }
    });
  }

  private answer(host: string, name: string, command: Document): Document {
    switch (name) {
      case 'hello':
      case 'ismaster':
        return this.hello(host, command);
      case 'ping':
      case 'endSessions':
        return { ok: 1 };
      case 'insert':
        if (this.primary !== host) return { ...failure(10107, 'NotWritablePrimary', 'not primary'), ...('txnNumber' in command && { errorLabels: ['RetryableWriteError'] }) };
        this.written.push(...command.documents);
        return { n: command.documents.length, ok: 1 };
      case 'find':
        if (this.primary !== host && command.$readPreference === undefined) return failure(13435, 'NotPrimaryNoSecondaryOk', 'not primary and secondaryOk=false');
        return { cursor: { id: BSON.Long.ZERO, ns: `${command.$db}.${command.find}`, firstBatch: this.written }, ok: 1 };
      default:
        return failure(59, 'CommandNotFound', `no such command: '${name}'`);
    }
  }

  private hello(host: string, command: Document): Document {
    const primary = this.primary === host;
    return {
      [command.hello === undefined ? 'ismaster' : 'isWritablePrimary']: primary,
      helloOk: true,
      secondary: !primary,
      setName: this.setName,
      setVersion: 1,
      hosts: this.members.map(member => member.host),
      me: host,
      ...(this.primary !== undefined && { primary: this.primary }),
      ...(primary && { electionId: new BSON.ObjectId(this.term.toString(16).padStart(24, '7fffffff0000000000000000')) }),
      lastWrite: { opTime: { ts: new BSON.Timestamp({ t: 1, i: 1 }), t: this.term }, lastWriteDate: new Date(0) },
      ...(command.saslSupportedMechs !== undefined && { saslSupportedMechs: ['SCRAM-SHA-256'] }),
      maxBsonObjectSize: 16777216,
      maxMessageSizeBytes: 48000000,
      maxWriteBatchSize: 100000,
      logicalSessionTimeoutMinutes: 30,
      minWireVersion: 0,
      maxWireVersion: 25,
      ok: 1,
    };
  }
}

const text = (payload: BSON.Binary) => Buffer.from(payload.buffer).toString('utf8');
const binary = (payload: string) => new BSON.Binary(Buffer.from(payload));
const failure = (code: number, codeName: string, errmsg: string): Document => ({ ok: 0, errmsg, code, codeName });
