import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { sentence } from './naming/refuse';
import { findings, RULES } from './rules';
import { adviceFor } from './synthesis/advised';

const ADVICE = RULES.filter(rule => rule.severity === 'advice');

/**
 * What can be said about manifests that will be accepted and will run, but hardly as they were meant. Advice never fails a synthesis.
 */
export abstract class Advice {
  /**
   * Looks at every object under a construct, whoever made it.
   *
   * @param scope an app, a chart, or any other construct
   * @returns a sentence for each piece of advice; none where there is nothing to say
   */
  public static of(scope: IConstruct): string[] {
    const all = scope.node.findAll();
    const objects = all.filter(construct => ApiObject.isApiObject(construct));
    const manifests = objects.map(object => (object as ApiObject).toJson());
    return [
      ...all.flatMap(construct => adviceFor(construct).map(complaint => sentence(construct.node.path, complaint))),
      ...objects.flatMap((object, i) => findings(ADVICE, manifests[i], manifests).map(finding => sentence(object.node.path, finding.complaint))),
    ];
  }
}
