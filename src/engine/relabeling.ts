import { given } from '../naming/given';
import { matching, refuse, wholeNumber } from '../naming/refuse';

/**
 * What a relabeling does.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_action
 */
export enum RelabelAction {
  /** Sets `targetLabel` to `replacement` where `regex` matches. */
  REPLACE = 'replace',

  /** Keeps what `regex` matches, and nothing else. */
  KEEP = 'keep',

  /** Drops what `regex` matches. */
  DROP = 'drop',

  /** Keeps that of which `sourceLabels` equal `targetLabel`. */
  KEEP_EQUAL = 'keepequal',

  /** Drops that of which `sourceLabels` equal `targetLabel`. */
  DROP_EQUAL = 'dropequal',

  /** Sets `targetLabel` to the remainder of a hash of `sourceLabels`, divided by `modulus`. */
  HASHMOD = 'hashmod',

  /** Copies each label whose name `regex` matches to the one that `replacement` names. */
  LABEL_MAP = 'labelmap',

  /** Drops each label whose name `regex` matches. */
  LABEL_DROP = 'labeldrop',

  /** Keeps each label whose name `regex` matches, and no other. */
  LABEL_KEEP = 'labelkeep',

  /** Sets `targetLabel` to `sourceLabels` in lower case. */
  LOWERCASE = 'lowercase',

  /** Sets `targetLabel` to `sourceLabels` in upper case. */
  UPPERCASE = 'uppercase',
}

/**
 * A change to the labels of what Prometheus scrapes.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config
 */
export interface Relabeling {
  /**
   * What is done.
   *
   * @default RelabelAction.REPLACE
   */
  readonly action?: RelabelAction;

  /**
   * The labels whose values are put together. Names of letters, digits and `_`, beginning with no digit; anything else is refused.
   *
   * @default - none
   */
  readonly sourceLabels?: string[];

  /**
   * What is put between their values.
   *
   * @default ';'
   */
  readonly separator?: string;

  /**
   * The label that is written. Refused if an action needs one and there is none: `REPLACE`, `HASHMOD`, `LOWERCASE`, `UPPERCASE`,
   * `KEEP_EQUAL` and `DROP_EQUAL` do.
   *
   * @default - none
   */
  readonly targetLabel?: string;

  /**
   * The regular expression that is to match, in RE2. Prometheus matches it against the whole value.
   *
   * @see https://github.com/google/re2/wiki/Syntax
   * @default '(.*)'
   */
  readonly regex?: string;

  /**
   * What is written, with `$1` for the first group of `regex`.
   *
   * @default '$1'
   */
  readonly replacement?: string;

  /**
   * The divisor for `HASHMOD`, which is refused without it. A whole number, 1 or more; anything else is refused.
   *
   * @default - none
   */
  readonly modulus?: number;
}

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const A_LABEL = 'the name of a label: letters, digits and _, beginning with no digit';
/** A target may be composed of groups. */
const TARGET = /^[a-zA-Z_$][a-zA-Z0-9_${}]*$/;

const WITH_TARGET = [
  RelabelAction.REPLACE, RelabelAction.HASHMOD, RelabelAction.LOWERCASE, RelabelAction.UPPERCASE, RelabelAction.KEEP_EQUAL,
  RelabelAction.DROP_EQUAL,
];

/** As the monitors have them. */
export function relabelingsOf(where: string, what: string, asked: readonly Relabeling[] | undefined): object[] | undefined {
  return asked?.map((relabeling, i) => {
    check(where, `${what}[${i}]`, relabeling);
    return given(relabeling);
  });
}

function check(where: string, what: string, { action = RelabelAction.REPLACE, sourceLabels = [], targetLabel, modulus }: Relabeling): void {
  sourceLabels.forEach((label, i) => matching(where, `${what}.sourceLabels[${i}]`, label, LABEL, A_LABEL));
  if (targetLabel !== undefined) matching(where, `${what}.targetLabel`, targetLabel, TARGET, `${A_LABEL}; or composed of $1 and the like`);
  else if (WITH_TARGET.includes(action)) refuse(where, { what: `${what}.targetLabel`, allowed: `given for ${action}`, got: targetLabel });
  if (modulus !== undefined) wholeNumber(where, `${what}.modulus`, modulus, 1);
  else if (action === RelabelAction.HASHMOD) refuse(where, { what: `${what}.modulus`, allowed: `given for ${action}`, got: modulus });
}
