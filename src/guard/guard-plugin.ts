import { absent, absentNote } from './absent';
import { called } from './display-name';
import { GuardFinding } from './finding';
import { fails, judge } from './judge';
import { Settings, settings, today } from './settings';
import { objectsIn } from '../manifest/list';
import { fields } from '../manifest/reading';
import { printable } from '../naming/printable';

/** What of the command line's context is asked for. */
interface Context {
  readonly manifests: readonly string[];
  readonly parseManifest: (file: string) => unknown[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: Record<string, string>): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly ViolatingResource[];
}

interface ViolatingResource {
  readonly resourceName: string;
  readonly locations: readonly string[];
  readonly manifestPath: string;
}

/**
 * Holds the rules to what `cdk8s synth` has written: a plugin for `validations` in `cdk8s.yaml`.
 *
 * It fails the synthesis on what is refused, and reports the rest. `properties` has what `GuardProps` has, under the same names.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class GuardPlugin {
  private readonly settings: Settings;

  /**
   * @param properties what stands under `properties` in cdk8s.yaml; what is not known there is refused
   */
  constructor(properties: any = {}) { // eslint-disable-line @typescript-eslint/no-explicit-any
    this.settings = settings('GuardPlugin', properties, today());
  }

  /**
   * Judges the manifests that the command line has written, all together.
   *
   * @param context what the command line gives to a plugin: a `ValidationContext` of `cdk8s-cli/plugins`
   */
  public async validate(context: any): Promise<void> { // eslint-disable-line @typescript-eslint/no-explicit-any
    const { manifests, report } = context as Context;
    const read = manifests.flatMap(file => (context as Context).parseManifest(file).map(document => ({ document, file })));
    const subjects = read.flatMap(({ document, file }) => objectsIn(fields(document)).map(placed => (
      { ...placed, where: called(placed.manifest), file }
    )));
    const { found, notes: ofJudging } = judge(subjects, this.settings);
    const notes = [...ofJudging, ...absentNote(absent(subjects, this.settings))];
    const open = found.filter(({ finding }) => finding.acknowledged === undefined);
    for (const { finding, subject } of open) report.addViolation(violation(finding, subject.file));
    const failing = open.filter(({ finding }) => fails(finding, this.settings.failOn));
    report.submit(failing.length > 0 ? 'failure' : 'success', {
      Objects: String(subjects.length),
      Findings: String(open.length),
      Acknowledged: String(found.length - open.length),
      ...notes.length === 0 ? {} : { Notes: notes.join('\n') },
    });
  }
}

/**
 * The command line finds constructs by the name of an object alone, so that its path may be that of a namesake: kind and namespace tell
 * which it is.
 */
function violation({ rule, certainty, where, name, path, sentence, whatToDo }: GuardFinding, file: string): Violation {
  return {
    ruleName: `${rule} (${certainty})`,
    recommendation: sentence,
    fix: whatToDo ?? 'use an allowed value',
    violatingResources: [{ resourceName: printable(name), locations: [`${where} ${path}`], manifestPath: file }],
  };
}
