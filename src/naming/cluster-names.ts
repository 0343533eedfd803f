/** What is called after a cluster. Another name is another object, and mostly another disk: none of these can ever be changed. */
export interface ClusterNames {
  /** The Service for clients that do not care whom they reach. */
  readonly client: string;
  readonly backup: string;
  /** The Secret that a certificate is written to. */
  readonly tls: string;
  /** The pods of the Job that looks after the superuser; the Job itself has a revision in its name. */
  readonly auth: string;
  /** The ConfigMap with what the nodes of a ring run and go by. */
  readonly ring: string;
  /** The ConfigMaps with what members run, and what they follow while they run. */
  readonly programs: string;
  readonly members: string;
  /** StatefulSets, each with a headless Service of the same name. */
  readonly hidden: string;
  readonly arbiter: string;
}

export function clusterNames(cluster: string): ClusterNames {
  return {
    client: `${cluster}-client`,
    backup: `${cluster}-backup`,
    tls: `${cluster}-tls`,
    auth: `${cluster}-auth`,
    ring: `${cluster}-ring`,
    programs: `${cluster}-programs`,
    members: `${cluster}-members`,
    hidden: `${cluster}-hidden`,
    arbiter: `${cluster}-arbiter`,
  };
}

/** The StatefulSet of one rack. */
export function rackName(cluster: string, rack: string): string {
  return `${cluster}-${rack}`;
}

/** A Job cannot be changed, so that another revision of it is another one. */
export function revisionName(name: string, revision: string): string {
  return `${name}-${revision}`;
}

/** A user of a database, as the programs and the volumes of its login name it. */
export function userId(word: string): string {
  return `user-${word}`;
}

/** One of several clusters that have the same name, each in a namespace of its own. */
export function nameInNamespace(cluster: string, namespace: string): string {
  return `${namespace}-${cluster}`;
}
