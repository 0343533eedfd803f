import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { refuse } from './refuse';
import { clusterOf } from './target-cluster';

/** Where an object is to be, as far as that is known. */
export interface Place {
  readonly namespace?: string;
  /** The Kubernetes cluster. */
  readonly cluster?: string;
}

/** An object that others refer to by its name: defined in this app, or only named. */
export interface Referred {
  readonly kind: string;
  readonly name: string;
  /** Of a service account, which says its namespace here, also where it is only named. */
  toSubjectConfiguration?(): { readonly namespace?: string };
}

/** What cdk8s-plus says for a service account of which nobody has said it. */
const UNSAID = 'default';

/** The object that a construct defines. What is only named has none below it, and may be no construct at all. */
export function objectOf(construct: unknown): ApiObject | undefined {
  if (ApiObject.isApiObject(construct as IConstruct)) return construct as ApiObject;
  const child = (construct as Partial<IConstruct>).node?.defaultChild;
  return child === undefined ? undefined : objectOf(child);
}

/** Where the objects of a construct are. */
export function ownPlace(scope: IConstruct, namespace: string | undefined): Place {
  return { namespace, cluster: clusterOf(scope) };
}

/** Where an object is that is defined in this app, or says so itself. */
export function placeOf(construct: unknown): Place {
  const object = objectOf(construct);
  if (object !== undefined) return { namespace: object.metadata.namespace, cluster: clusterOf(object) };
  const said = (construct as Partial<Referred>).toSubjectConfiguration?.().namespace;
  return { namespace: said === UNSAID ? undefined : said };
}

/** Who refers by a bare name, sees only what is in the same namespace: what is known to be elsewhere is refused. */
export function checkReference(where: string, what: string, from: Place, referred: Referred): void {
  const there = placeOf(referred);
  for (const [of, own, got, place] of [
    ['namespace', from.namespace, there.namespace, 'in namespace'],
    ['cluster', from.cluster, there.cluster, 'for cluster'],
  ] as const) {
    if (own === undefined || got === undefined || own === got) continue;
    const instead = `${referred.kind} '${referred.name}' is seen in its own ${of} only: make one of that name in '${own}', too`;
    refuse(where, { what, allowed: `${place} '${own}'`, got, instead });
  }
}
