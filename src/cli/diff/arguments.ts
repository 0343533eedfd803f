import { Effect, EFFECTS } from '../../upgrade/finding';
import { parsed, Usage, Wanted, wanted } from '../arguments';

const DIFF_FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown', 'plan'] as const;
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
  readonly wanted: readonly Wanted<DiffFormat>[];
  readonly failOn: Effect | 'never';
  readonly apply?: string;
  readonly allowEmpty: boolean;
  readonly verbose: boolean;
}

const OPTIONS = {
  'live': { type: 'boolean' },
  'context': { type: 'string' },
  'namespace': { type: 'string', short: 'n' },
  'kubernetes': { type: 'string' },
  'format': { type: 'string', multiple: true },
  'output': { type: 'string', multiple: true },
  'plan': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'apply': { type: 'string' },
  'allow-empty': { type: 'boolean' },
  'verbose': { type: 'boolean' },
} as const;

/** What `--plan` is short for. */
const AS_A_PLAN = { kind: 'option', name: 'format', value: 'plan' };

/** Reads the arguments that come after `diff`. */
export function diffOptions(args: readonly string[]): DiffOptions {
  const { values, positionals, tokens } = parsed(args, OPTIONS);
  const { live = false, verbose = false, 'allow-empty': allowEmpty = false, context, namespace, kubernetes, apply } = values;
  if (positionals.length !== (live ? 1 : 2)) {
    throw new Usage(live ? 'diff --live needs only the new manifests' : 'diff needs the old manifests and the new ones');
  }
  if (!live && positionals.every(each => each === '-')) throw new Usage('standard input cannot be both the old and the new manifests');
  if (!live && (context ?? namespace) !== undefined) throw new Usage('--context and --namespace are for --live');
  const [old, now] = live ? [undefined, positionals[0]!] : [positionals[0]!, positionals[1]!];
  return {
    old,
    now,
    live,
    allowEmpty,
    verbose,
    context,
    namespace,
    kubernetes,
    apply,
    wanted: wanted(tokens.map(each => each.kind === 'option' && each.name === 'plan' ? AS_A_PLAN : each), DIFF_FORMATS),
    failOn: effect(values['fail-on'] ?? 'unknown'),
  };
}

function effect(given: string): Effect | 'never' {
  const known = given === 'never' ? given : EFFECTS.find(each => each.replaceAll(' ', '-') === given);
  if (known === undefined) {
    throw new Usage(`there is no effect '${given}': use ${EFFECTS.map(each => each.replaceAll(' ', '-')).join(', ')} or never`);
  }
  return known;
}
