import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsIn } from '../manifest/list';
import { Manifest } from '../manifest/manifest';
import { Complaint, sentence } from '../naming/refuse';
import { clusterOf, mayMeet } from '../naming/target-cluster';
import { forbids } from '../rules/rule';
import { findings, RULES } from '../rules/rules';

const ADVICE = RULES.filter(rule => !forbids(rule));

/** A manifest, and the cluster that it goes to, as far as somebody has said so. */
interface Placed {
  readonly manifest: Manifest;
  readonly cluster?: string;
}

/**
 * Advice on manifests that the API server accepts, but that probably do not do what was meant. Advice never fails a synthesis.
 */
export abstract class Advice {
  /**
   * Gives advice on every object under a construct, no matter which library made it, and on the items of every `kind: List`. The pods of
   * Deployments, DaemonSets, ReplicaSets, Jobs and CronJobs are judged like those of StatefulSets.
   *
   * @param scope an app, a chart, or any other construct
   * @returns one sentence for each piece of advice; an empty list if there is none
   */
  public static of(scope: IConstruct): string[] {
    const all = scope.node.findAll();
    const objects = all.filter(construct => ApiObject.isApiObject(construct));
    const placed = objects.flatMap(object => {
      const where = { at: object.node.path, cluster: clusterOf(object) };
      return objectsIn((object as ApiObject).toJson()).map(each => ({ ...each, ...where }));
    });
    const among = byCluster(placed);
    return [
      ...all.flatMap(construct => lookAt(construct).map(complaint => sentence(construct.node.path, complaint))),
      ...placed.flatMap(({ manifest, path, at, cluster }) => findings(ADVICE, manifest, among.get(cluster)!)
        .map(({ complaint }) => sentence(at, { ...complaint, what: `${path}${complaint.what}` }))),
    ];
  }
}

/** For each cluster that somebody has named, and for none: the manifests that may be applied with those that go there. */
function byCluster(placed: readonly Placed[]): Map<string | undefined, Manifest[]> {
  const clusters = new Set(placed.map(({ cluster }) => cluster));
  return new Map([...clusters].map(here => [here, placed.filter(({ cluster }) => mayMeet(cluster, here)).map(({ manifest }) => manifest)]));
}

/** Looks at a construct as it is by then. */
type Look = () => readonly Complaint[];

const looks = new WeakMap<IConstruct, Look[]>();

/**
 * Registers advice on a construct that no single manifest shows. `Advice.of` asks for it late, because a construct may be added to after it
 * is made; nothing fails for it.
 */
export function advise(construct: IConstruct, look: Look): void {
  looks.set(construct, [...looks.get(construct) ?? [], look]);
}

function lookAt(construct: IConstruct): readonly Complaint[] {
  return (looks.get(construct) ?? []).flatMap(look => look());
}
