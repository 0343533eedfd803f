import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition } from 'cdk8s';
import { inOrder } from './in-order';
import { hasOthersResolvers } from './resolvers';
import { Manifest } from '../manifest/manifest';

/** What cdk8s keeps of metadata, and shows to nobody. */
interface Kept extends ApiObjectMetadata {
  readonly apiObject: ApiObject;
  readonly _additionalAttributes: Record<string, unknown>;
}

/** Whether this version of cdk8s keeps these fields, and no others. */
const KNOWN = Object.keys(new ApiObjectMetadataDefinition({ apiObject: undefined as unknown as ApiObject })).join()
  === 'name,labels,annotations,namespace,finalizers,ownerReferences,apiObject,_additionalAttributes';

/**
 * Metadata as cdk8s renders it, in several passes over every label of every object. What is plain data is rendered here, in one; anything
 * else is left to cdk8s. `metadata.test.ts` holds the two against each other.
 */
export function plainMetadata(metadata: ApiObjectMetadataDefinition): Manifest {
  const kept = metadata as unknown as Kept;
  const { apiObject, _additionalAttributes: others, annotations, finalizers, labels, name, namespace, ownerReferences } = kept;
  const said: Record<string, unknown> = { annotations, finalizers, labels, name, namespace, ownerReferences };
  for (const key of Object.keys(others)) if (!Object.hasOwn(said, key)) said[key] = others[key];
  return KNOWN && isData(said) && !hasOthersResolvers(apiObject) ? filled(said) : metadata.toJson();
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  return Array.isArray(value) ? value.every(isData) : value.constructor === Object && Object.values(value).every(isData);
}

/** Without what is empty, keys sorted. */
function filled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(filled);
  const result: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(value))) {
    const each = filled((value as Record<string, unknown>)[key]);
    if (each !== undefined) result[key] = each;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}
