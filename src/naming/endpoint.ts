import { wholeNumber } from './refuse';
import { typed } from './typed';

/**
 * A host and a port for clients to connect to.
 */
export class Endpoint {
  /** The DNS name to resolve. */
  public readonly host: string;

  /** The port to connect to. */
  public readonly port: number;

  constructor(host: string, port: number) {
    typed('Endpoint', 'Endpoint.new', host, port);
    wholeNumber('Endpoint', 'port', port, 1, 65535);
    this.host = host;
    this.port = port;
  }

  /** The endpoint as `host:port`, the form that most configuration files and connection strings take. */
  public get socketAddress(): string {
    return `${this.host}:${this.port}`;
  }

  /** The same as `socketAddress`, so that an endpoint can stand in a template string. */
  public toString(): string {
    return this.socketAddress;
  }
}
