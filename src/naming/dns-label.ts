import { remembered } from './remembered';

/**
 * Names that become addresses, and what DNS and Kubernetes make of them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export interface NameKind {
  /** To follow "must be". */
  readonly allowed: string;
  accepts(name: unknown): boolean;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS label of RFC 1123: claims, containers, ports of a Service. */
export const DNS_LABEL = label(63, /^[a-z0-9]/, 'a letter or digit');

/** A DNS label of RFC 1035: Services, up to Kubernetes 1.36. */
export const SERVICE_NAME = label(63, /^[a-z]/, 'a letter');

/**
 * A StatefulSet's name: its pods carry the label `controller-revision-hash: <name>-<up to 10 characters>`, and a label value holds 63.
 * Past that the StatefulSet is accepted and none of its pods ever is (kubernetes/kubernetes#64023).
 */
export const STATEFUL_SET_NAME = label(52, /^[a-z0-9]/, 'a letter or digit');

/**
 * What Services, StatefulSets, Jobs and CronJobs are named after, each with something added: a CronJob's name has 52 characters at most.
 */
export const CLUSTER_NAME = label(40, /^[a-z]/, 'a letter');

/** A pod's name when a StatefulSet makes it: it is also a label value and a host name. */
export const POD_NAME_LENGTH = 63;

/** A name of several labels: a namespace's cluster domain. */
export const DNS_DOMAIN: NameKind = {
  allowed: 'a domain name: lower-case labels joined by dots, 253 characters at most',
  accepts: (name) => typeof name === 'string' && name.length <= 253 && name.split('.').every(DNS_LABEL.accepts),
};

function label(most: number, first: RegExp, begins: string): NameKind {
  const passes = remembered(name => name.length <= most && first.test(name) && LABEL.test(name));
  return {
    allowed: `1 to ${most} lower-case letters, digits or '-', beginning with ${begins} and not ending with '-'`,
    accepts: name => typeof name === 'string' && passes(name),
  };
}

/** The highest ordinal decides: `<set>-<ordinal>`; of whichever pod, `<set>-N`. */
export function podName(set: string, ordinal: number | 'N'): string {
  return `${set}-${ordinal}`;
}

/** The claims of a template are called so, with the ordinal of their pod added: `<template>-<set>-`. */
export function claimPrefix(template: string, set: string): string {
  return `${template}-${set}-`;
}
