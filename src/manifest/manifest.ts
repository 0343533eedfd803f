/** A Kubernetes object as it will be applied, whoever wrote it: nothing about it may be taken for granted. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = any;
