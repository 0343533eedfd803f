/** The volume with the certificate of an authority, in pods that may have those of several clusters, and of one cluster several. */
export function authorityVolumeName(cluster: string, fingerprint: string): string {
  return `ca-${cluster}-${fingerprint}`;
}

/** The volume with a login. */
export function loginVolumeName(id: string): string {
  return `credentials-${id}`;
}
