/**
 * A host and a port that a client can dial.
 */
export class Endpoint {
  /** The DNS name to resolve. */
  public readonly host: string;

  /** The port to connect to. */
  public readonly port: number;

  constructor(host: string, port: number) {
    this.host = host;
    this.port = port;
  }

  /** `host:port`, as most configuration files and connection strings want it. */
  public get socketAddress(): string {
    return `${this.host}:${this.port}`;
  }

  /** The same as `socketAddress`, so that an endpoint reads well in a template string. */
  public toString(): string {
    return this.socketAddress;
  }
}
