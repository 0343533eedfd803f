import { parseArgs } from 'util';
import { Effect, EFFECTS } from '../../upgrade/finding';
import { Usage } from '../arguments';

const DIFF_FORMATS = ['text', 'json', 'markdown', 'github', 'sarif', 'junit'] as const;
export type DiffFormat = typeof DIFF_FORMATS[number];

/** What the manifests are compared with, and how the answer is given. */
export interface DiffOptions {
  /** Left out where the cluster is asked. */
  readonly old?: string;
  readonly now: string;
  readonly live: boolean;
  readonly context?: string;
  readonly namespace?: string;
  readonly kubernetes?: string;
  readonly format: DiffFormat;
  readonly plan: boolean;
  readonly failOn: Effect | 'never';
  readonly apply?: string;
  readonly verbose: boolean;
}

const OPTIONS = {
  'live': { type: 'boolean' },
  'context': { type: 'string' },
  'namespace': { type: 'string', short: 'n' },
  'kubernetes': { type: 'string' },
  'format': { type: 'string' },
  'plan': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'apply': { type: 'string' },
  'verbose': { type: 'boolean' },
} as const;

/** Reads the arguments that come after `diff`. */
export function diffOptions(args: readonly string[]): DiffOptions {
  const { values, positionals } = parsed(args);
  const { live = false, plan = false, verbose = false, context, namespace, kubernetes, apply } = values;
  if (positionals.length !== (live ? 1 : 2)) throw new Usage(
    live ? 'diff --live needs the new manifests, and nothing else' : 'diff needs the old manifests and the new ones',
  );
  if (!live && (context ?? namespace) !== undefined) throw new Usage('--context and --namespace are for --live');
  const [old, now] = live ? [undefined, positionals[0]!] : [positionals[0]!, positionals[1]!];
  return {
    old,
    now,
    live,
    plan,
    verbose,
    context,
    namespace,
    kubernetes,
    apply,
    format: format(values.format ?? 'text'),
    failOn: effect(values['fail-on'] ?? 'unknown'),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

function format(given: string): DiffFormat {
  const known = DIFF_FORMATS.find(each => each === given);
  if (known === undefined) throw new Usage(`there is no format '${given}': there are ${DIFF_FORMATS.join(', ')}`);
  return known;
}

function effect(given: string): Effect | 'never' {
  const known = given === 'never' ? given : EFFECTS.find(each => each.replaceAll(' ', '-') === given);
  if (known === undefined) throw new Usage(
    `there is no effect '${given}': there are ${EFFECTS.map(each => each.replaceAll(' ', '-')).join(', ')}, and never`,
  );
  return known;
}
