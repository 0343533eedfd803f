import { DiffOptions } from './arguments';
import { live } from './live';
import { Read, side } from './side';
import { GuardCertainty, GuardSeverity } from '../../guard/finding';
import { settings, today } from '../../guard/settings';
import { identity } from '../../manifest/identity';
import { NEWEST } from '../../manifest/kubernetes-types';
import { Manifest } from '../../manifest/manifest';
import { printable } from '../../naming/printable';
import { minorVersion } from '../../upgrade/cluster';
import { Effect, EFFECTS, Finding, Step } from '../../upgrade/finding';
import { judged } from '../../upgrade/judges';
import { compared } from '../../upgrade/pairs';
import { planOf } from '../../upgrade/plan';
import { oneLine } from '../../upgrade/report';
import { Usage } from '../arguments';
import { Locator } from '../locator';
import { Problem, Report } from '../report';

/** All that there is to tell. */
export interface DiffReport {
  readonly findings: readonly Finding[];
  readonly plan: readonly Step[];
  readonly problems: readonly Problem[];
  readonly kubernetes: number;
  readonly failOn: Effect | 'never';
  /** The same in the words of `check`, for the forms that both have. */
  readonly asChecked: Report;
}

/** Compares manifests with others, or with what the cluster has. */
export async function diff(options: DiffOptions, stdin: AsyncIterable<Uint8Array>, complain: (text: string) => void): Promise<DiffReport> {
  const now = await side(options.now, options, stdin);
  const old = options.old === undefined ? undefined : await side(options.old, options, stdin);
  for (const note of [...old?.notes ?? [], ...now.notes]) complain(`${printable(note)}\n`);
  const problems = [...old?.problems ?? [], ...now.problems];
  const wanted = now.objects.map(({ manifest }) => manifest);
  const asked = old === undefined && problems.length === 0 ? live(wanted, options, complain) : undefined;
  const minor = stated(options.kubernetes) ?? asked?.minor ?? NEWEST;
  const { apply = `kubectl apply -f ${options.now}`, failOn } = options;
  const before = asked?.before ?? old?.objects.map(({ manifest }) => manifest) ?? [];
  const upgrade = compared(before, asked?.after ?? wanted, { minor, apply, objects: asked?.objects ?? [], live: asked !== undefined });
  const known = asked === undefined ? upgrade : { ...upgrade, removed: [] }; // a cluster has more than these manifests
  const findings = problems.length > 0 ? [] : judged(known);
  const report = { findings, plan: planOf(findings, known), problems, kubernetes: minor, failOn };
  return { ...report, asChecked: checked(report, [...now.objects, ...old?.objects ?? []]) };
}

function stated(version: string | undefined): number | undefined {
  if (version === undefined) return undefined;
  const minor = minorVersion(version);
  if (minor === undefined || minor > NEWEST) {
    throw new Usage(`--kubernetes must be a version up to 1.${NEWEST}, such as 1.33, got '${version}'`);
  }
  return minor;
}

/** Whether it is as bad as what fails. */
export function needsCare({ effect }: Finding, failOn: DiffReport['failOn']): boolean {
  return failOn !== 'never' && EFFECTS.indexOf(effect) <= EFFECTS.indexOf(failOn);
}

function checked({ findings, problems, kubernetes, failOn }: Omit<DiffReport, 'asChecked'>, read: readonly Read[]): Report {
  const files = new Map<string, Read>();
  for (const each of read) if (!files.has(name(each.manifest))) files.set(name(each.manifest), each);
  const locator = new Locator();
  return {
    findings: findings.map(finding => {
      const { object, rule, effect, fields } = finding;
      const at = files.get(Object.values(object).join('/')) ?? read.find(({ manifest }) => identity(manifest).name === object.name);
      const path = fields[0]?.path ?? '';
      const place = at === undefined ? { line: 1, column: 1 } : locator.place(at.document, `${at.path}${path}`);
      return {
        ...object,
        ...place,
        rule,
        path,
        file: at?.file ?? 'live',
        certainty: effect as unknown as GuardCertainty,
        severity: needsCare(finding, failOn) ? GuardSeverity.REFUSED : GuardSeverity.ADVICE,
        where: `${object.kind}/${object.name}`,
        sentence: oneLine(finding),
      };
    }),
    problems,
    objects: read.map(({ manifest, file }) => ({ file, where: `${identity(manifest).kind}/${identity(manifest).name}` })),
    judged: read.length,
    files: new Set(read.map(({ file }) => file)).size,
    unknown: [],
    notes: [],
    settings: { ...settings('diff', {}, today()), rules: [], kubernetes },
  };
}

function name(manifest: Manifest): string {
  return Object.values(identity(manifest)).join('/');
}
