import { minorVersion } from './cluster';
import { Finding, Step } from './finding';
import { judged } from './judges';
import { compared } from './pairs';
import { planOf } from './plan';
import { inLines, oneLine } from './report';
import { NEWEST } from '../manifest/kubernetes-types';
import { Manifest } from '../manifest/manifest';
import { refuse } from '../naming/refuse';

/** All that there is to say of a change. */
export interface Examined {
  readonly findings: readonly Finding[];
  readonly plan: readonly Step[];
  /** All of it, for people. */
  report(): string;
  /** One finding, in a line. */
  line(finding: Pick<Finding, 'effect' | 'object' | 'why'>): string;
}

/** What the library's class says is worked out here, where it is loaded when it is asked for. */
export function examined(
  before: readonly Manifest[],
  after: readonly Manifest[],
  { kubernetes, apply }: { readonly kubernetes?: string; readonly apply: string },
): Examined {
  const upgrade = compared(before, after, { minor: minor(kubernetes), apply, objects: [] });
  const findings = judged(upgrade);
  return { findings, plan: planOf(findings, upgrade), report: () => inLines(findings), line: oneLine };
}

function minor(kubernetes: string | undefined): number {
  if (kubernetes === undefined) return NEWEST;
  const version = minorVersion(kubernetes) ?? Infinity;
  if (version <= NEWEST) return version;
  return refuse('UpgradeCheck', { what: 'kubernetes', allowed: `a version up to 1.${NEWEST}, such as 1.33`, got: kubernetes });
}
