import { Identity } from '../manifest/identity';

/** Where an object says for itself what it lives with: before the name of the rule. */
export const ANNOTATION = 'cdk8s-stateful/acknowledge.';

/** Somebody lives with what a rule finds in an object, for a reason. */
export interface GuardAcknowledgement {
  /** The name of the rule, such as `pod-security`. One that there is not is refused. */
  readonly rule: string;
  /**
   * The objects, as `Kind/name` in any namespace or `Kind/namespace/name`. `*` stands for any number of characters. For what is said of a
   * construct, its path.
   */
  readonly object: string;
  /** Why it is so. An empty one is refused. */
  readonly reason: string;
  /**
   * The last day on which it counts, as `2027-01-31`. From the next one on, what it was for is found again.
   *
   * @default - for ever
   */
  readonly expires?: string;
}

/** Whether it is about this object. */
export function isAbout({ object }: GuardAcknowledgement, { kind, namespace, name }: Identity, where: string): boolean {
  const pattern = new RegExp(`^${object.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`, 's');
  return [`${kind}/${name}`, `${kind}/${namespace}/${name}`, where].some(called => pattern.test(called));
}
