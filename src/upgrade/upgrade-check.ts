import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Yaml } from 'cdk8s';
import { type Examined, examined } from './examined';
import type { Effect, Finding } from './finding';
import { Manifest } from '../manifest/manifest';
import { refuse } from '../naming/refuse';
import { typed } from '../naming/typed';

/** What a change does to a running cluster. */
export enum UpgradeEffect {
  /** The API server does not take it. */
  REFUSED = 'refused',
  /** Data is deleted, or left behind while its program begins anew on an empty disk. */
  LOSES_DATA = 'loses data',
  /** Members are lost to a majority, or may all be taken at once. */
  LOSES_QUORUM = 'loses quorum',
  /** Something is deleted, and made anew under its name or another one. */
  RECREATED = 'recreated',
  /** It depends on what no manifest says. */
  UNKNOWN = 'unknown',
  /** Pods are restarted, one after another. */
  ROLLS = 'rolls',
  /** No pod is restarted. */
  RESTARTS_NOTHING = 'restarts nothing',
}

/** A field as it is in the cluster, and as it is to be. */
export interface UpgradeField {
  /** Where it stands, with entries of lists by their names, such as `spec.volumeClaimTemplates[data].spec.storageClassName`. */
  readonly path: string;
  /**
   * What it is, with the defaults of the server.
   *
   * @default - it is not there
   */
  readonly before?: any;
  /**
   * What it becomes.
   *
   * @default - it is taken away
   */
  readonly after?: any;
}

/** One step of the way that loses nothing. */
export interface UpgradeStep {
  /** What to run. A line that begins with `#` is to be done by hand. */
  readonly command: string;
  /** What to wait for before the next step. */
  readonly see: string;
  /** How to go back from here. */
  readonly back: string;
}

/** One thing that a change does. */
export interface UpgradeFinding {
  /** Which judge found it, such as `claim-templates`. */
  readonly rule: string;
  /** How bad it is. */
  readonly effect: UpgradeEffect;
  /** The kind of the object, such as `StatefulSet`. */
  readonly kind: string;
  /**
   * The namespace of the object.
   *
   * @default - the manifest leaves it to whoever applies it
   */
  readonly namespace?: string;
  /** The name of the object, before the change where it has another one after. */
  readonly name: string;
  /** The fields that it is about. Of an object that goes there are none. */
  readonly fields: UpgradeField[];
  /** What happens, and why, in whole sentences. */
  readonly why: string;
  /**
   * Where that is written.
   *
   * @default - nowhere in particular
   */
  readonly link?: string;
  /** The way that loses nothing, as far as it is another one than to apply the new manifests. */
  readonly steps: UpgradeStep[];
}

/** What is known besides the manifests. */
export interface UpgradeCheckOptions {
  /**
   * The version of Kubernetes that the manifests are applied to, such as `1.33`. What is no such version is refused.
   *
   * @default - the newest one that is known, 1.37
   */
  readonly kubernetes?: string;
  /**
   * What applies the new manifests, for the plan. With `--server-side` in it, the change is judged as server-side apply.
   *
   * @default 'kubectl apply -f dist/'
   */
  readonly apply?: string;
}

/** How an app is compared with what it was. */
export interface UpgradeCheckSynthOptions {
  /**
   * The version of Kubernetes that the app is applied to, such as `1.33`. What is no such version is refused.
   *
   * @default - the newest one that is known, 1.37
   */
  readonly kubernetes?: string;
  /**
   * A folder, or a file, with the manifests as they were applied. The command `cdk8s synth` empties its output folder before the app runs,
   * so give it a folder that is committed; an app that is run by itself finds the old ones in its own output folder.
   *
   * @default - the output folder of the app
   */
  readonly before?: string;
  /**
   * From which effect on, or a worse one, the synthesis fails.
   *
   * @default - it never fails
   */
  readonly failOn?: UpgradeEffect;
}

/** The worst first. */
const EFFECTS: readonly string[] = Object.values(UpgradeEffect);

/**
 * Says what a change of manifests does to the cluster that is there: what the API server refuses, what loses data or a majority, and which
 * pods are restarted in which order. With it come the commands that get there without a loss. It reads manifests alone, whoever wrote them,
 * and asks no cluster: the command `cdk8s-stateful diff --live` does.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
 *
 * @exampleMetadata fixture=cluster
 * @example
 *
 * const check = UpgradeCheck.between('test/applied.yaml', chart.toJson());
 * const bad = check.asBadAs(UpgradeEffect.UNKNOWN); // in a test, expect that there is none
 * console.error(check.report);
 */
export class UpgradeCheck {
  /**
   * Compares what is applied with what is to be.
   *
   * @param before the manifests that are applied: a list of objects, the text of YAML documents, or the path of a file or folder
   * @param after those that are to be, in one of the same forms
   */
  public static between(before: any, after: any, options: UpgradeCheckOptions = {}): UpgradeCheck {
    typed('UpgradeCheck.between', 'UpgradeCheck.between', before, after, options);
    return new UpgradeCheck(manifests('before', before), manifests('after', after), options);
  }

  /**
   * Compares an app with what it was each time it is synthesized, and prints a line on standard error for each thing that needs care.
   * Where there are no old manifests it says nothing.
   *
   * @param app whose objects are applied together
   */
  public static atSynthesis(app: App, options: UpgradeCheckSynthOptions = {}): void {
    typed('UpgradeCheck.atSynthesis', 'UpgradeCheck.atSynthesis', app, options);
    const { kubernetes, before = app.outdir, failOn } = options;
    const told = new Set<string>(); // a synthesis validates twice
    const tell = (line: string) => { if (!told.has(line)) console.error(line); told.add(line); };
    app.node.addValidation({
      validate: () => {
        if (!existsSync(before)) return [];
        const objects = app.node.findAll().filter(each => ApiObject.isApiObject(each)).map(each => (each as ApiObject).toJson());
        const check = UpgradeCheck.between(before, objects, { kubernetes });
        const { findings, line } = check.examined;
        for (const finding of findings.filter(({ effect }) => isAsBadAs(effect, UpgradeEffect.UNKNOWN))) tell(line(finding));
        return findings.filter(({ effect }) => failOn !== undefined && isAsBadAs(effect, failOn)).map(line);
      },
    });
  }

  /** All that the change does, the worst first. */
  public readonly findings: UpgradeFinding[];

  /** The whole way, of all findings together, in the order in which the steps are taken. Of no change it is empty. */
  public readonly plan: UpgradeStep[];

  private readonly examined: Examined;

  private constructor(before: readonly Manifest[], after: readonly Manifest[], options: UpgradeCheckOptions) {
    const { kubernetes, apply = 'kubectl apply -f dist/' } = options;
    this.examined = examined(before, after, { kubernetes, apply });
    this.findings = this.examined.findings.map(shown);
    this.plan = this.examined.plan.map(({ command, see, back }) => ({ command, see, back }));
  }

  /** All of it as text: what happens, why, and the way. */
  public get report(): string {
    return this.examined.report();
  }

  /** The findings of this effect, or of a worse one. What needs care is as bad as `UNKNOWN`. */
  public asBadAs(effect: UpgradeEffect): UpgradeFinding[] {
    typed('UpgradeCheck.asBadAs', 'UpgradeCheck.asBadAs', effect);
    return this.findings.filter(each => isAsBadAs(each.effect, effect));
  }
}

function isAsBadAs(one: Effect, other: Effect): boolean {
  return EFFECTS.indexOf(one) <= EFFECTS.indexOf(other);
}

function shown({ rule, effect, object: { kind, namespace, name }, fields, why, link, steps }: Finding): UpgradeFinding {
  return {
    rule,
    effect: effect as UpgradeEffect,
    kind,
    ...namespace !== '' && { namespace },
    name,
    fields: [...fields],
    why,
    ...link !== undefined && { link },
    steps: steps.map(({ command, see, back }) => ({ command, see, back })),
  };
}

function manifests(what: string, given: unknown): Manifest[] {
  if (Array.isArray(given)) return given;
  if (typeof given !== 'string') {
    return refuse(
      'UpgradeCheck',
      { what, allowed: 'a list of manifests, the text of YAML documents, or the path of a file or folder', got: given },
    );
  }
  if (given.includes('\n') || given === '') return ofText(given);
  if (!existsSync(given)) return refuse('UpgradeCheck', { what, allowed: 'an existing file or folder', got: given });
  return (statSync(given).isDirectory() ? filesIn(given) : [given]).flatMap(file => Yaml.load(file));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(ya?ml|json)$/.test(file)).sort()
    .map(file => join(folder, file));
}

/** cdk8s reads files, and no text. */
function ofText(text: string): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  try {
    const file = join(folder, 'manifests.yaml');
    writeFileSync(file, text);
    return Yaml.load(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
