import * as kplus from 'cdk8s-plus-28';
import { isAmount } from '../manifest/reading';
import { refuse } from '../naming/refuse';

/** A number of pods, or a share of them, that Kubernetes takes. */
export function checkAmount(where: string, what: string, amount: kplus.PercentOrAbsolute, least: number): void {
  if (!isAmount(amount.value, least)) {
    refuse(where, { what, allowed: `a whole number of pods, ${least} or more, or from ${least}% to 100%`, got: amount.value });
  }
}

export function toIntOrString(amount: kplus.PercentOrAbsolute): kplus.k8s.IntOrString {
  return typeof amount.value === 'string' ? kplus.k8s.IntOrString.fromString(amount.value) : kplus.k8s.IntOrString.fromNumber(amount.value);
}
