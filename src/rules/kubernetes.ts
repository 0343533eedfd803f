/** The minor versions of Kubernetes 1 that the rules know: the oldest, and the newest. */
export const OLDEST = 28;
export const NEWEST = 37;
