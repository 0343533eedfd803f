import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { quantity } from '../manifest/reading';
import { refuse } from '../naming/refuse';

/** How much storage a claim asks for, as the user wrote it, so that no unit is converted and no fraction rounded. */
export function storageQuantity(where: string, what: string, size: Size): kplus.k8s.Quantity {
  const written = size.asString();
  if (!(quantity(written) > 0)) refuse(where, { what, allowed: 'a size above 0', got: written });
  return kplus.k8s.Quantity.fromString(written);
}
