/** Of a port that nobody has named: its number, and a protocol that must be told from others. */
export function nameOfPort(port: number, protocol?: string): string {
  return protocol === undefined ? `port-${port}` : `port-${port}-${protocol.toLowerCase()}`;
}
