import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { advised } from './advised';
import { GuardFinding } from './finding';
import { fails, judge, Remark, Subject, Verdict } from './judge';
import { GuardProps, Settings, settings, today } from './settings';
import { objectsIn } from '../manifest/list';
import { Manifest } from '../manifest/manifest';
import { clusterOf, mayMeet } from '../naming/target-cluster';
import { typed } from '../naming/typed';

/** An object, and the cluster that it goes to, if somebody has said so. */
interface Placed extends Subject {
  readonly cluster?: string;
}

/**
 * Holds the rules of this library to manifests, no matter which library made them: `kplus.Service`, raw `ApiObject`s, what `Helm` and
 * `Include` brought in, and the items of every `kind: List`. The pods of Deployments, DaemonSets, ReplicaSets, Jobs and CronJobs are judged
 * like those of StatefulSets. What clusters advise of themselves comes along.
 *
 * Give it the whole app rather than one chart, because a StatefulSet and its Service may stand in two.
 *
 * @exampleMetadata fixture=cluster
 * @example
 *
 * const guard = new Guard({
 *   acknowledgements: [{ rule: 'pod-security', object: 'DaemonSet/agent', reason: 'reads the logs of the node' }],
 * });
 * guard.addTo(chart.node.root); // what is refused fails the synthesis
 * const sentences = guard.report(chart.node.root); // with advice, too
 */
export class Guard {
  private readonly settings: Settings;

  constructor(props: GuardProps = {}) {
    this.settings = settings('Guard', props, today());
  }

  /**
   * What the rules find under a construct, object by object, but for what is acknowledged.
   *
   * @param scope an app, a chart, or any other construct
   */
  public findings(scope: IConstruct): GuardFinding[] {
    typed('Guard.findings', 'Guard.findings', scope);
    const verdict = this.judge(scope);
    return [...verdict.remarks, ...verdict.found.map(({ finding }) => finding)].filter(({ acknowledged }) => acknowledged === undefined);
  }

  /**
   * The same as text.
   *
   * @param scope an app, a chart, or any other construct
   * @returns one sentence for each finding; an empty list if there is none
   */
  public report(scope: IConstruct): string[] {
    typed('Guard.report', 'Guard.report', scope);
    return this.findings(scope).map(finding => finding.sentence);
  }

  /**
   * Makes the synthesis fail on what is found under a construct and is as bad as `failOn`: on what is refused, unless told otherwise. The
   * error has a sentence for each.
   *
   * @param scope an app, a chart, or any other construct
   */
  public addTo(scope: IConstruct): void {
    typed('Guard.addTo', 'Guard.addTo', scope);
    const failing = () => this.findings(scope).filter(finding => fails(finding, this.settings.failOn));
    scope.node.addValidation({ validate: () => failing().map(({ rule, sentence }) => `${sentence} (${rule})`) });
  }

  private judge(scope: IConstruct): Verdict<Subject> {
    const all = scope.node.findAll();
    return judge(amongThemselves(all.flatMap(subjects)), this.settings, all.flatMap(remarks));
  }
}

/** Objects that go to different clusters are never applied together. */
function amongThemselves(placed: readonly Placed[]): Subject[] {
  const meeting = (here: string | undefined): Manifest[] => (
    placed.filter(({ cluster }) => mayMeet(cluster, here)).map(({ manifest }) => manifest)
  );
  const clusters = new Set(placed.map(({ cluster }) => cluster));
  const among = new Map([...clusters].map(here => [here, meeting(here)]));
  return placed.map(each => ({ ...each, among: among.get(each.cluster) }));
}

function subjects(construct: IConstruct): Placed[] {
  if (!ApiObject.isApiObject(construct)) return [];
  const whereabouts = { where: construct.node.path, cluster: clusterOf(construct) };
  return objectsIn((construct as ApiObject).toJson()).map(placed => ({ ...placed, ...whereabouts }));
}

function remarks(construct: IConstruct): Remark[] {
  return advised(construct).map(complaint => ({ where: construct.node.path, complaint }));
}
