import { ANNOTATION, GuardAcknowledgement, isAbout } from './acknowledgement';
import { GuardCertainty, GuardFinding, GuardSeverity } from './finding';
import { ACKNOWLEDGEMENT, CONSTRUCT_ADVICE, LISTED, NAMES, Settings } from './settings';
import { Identity, identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { entries, fields, text } from '../manifest/reading';
import { printable } from '../naming/printable';
import { Complaint, sentence } from '../naming/refuse';
import { Certainty } from '../rules/rule';
import { findings } from '../rules/rules';

/** An object to be judged. */
export interface Subject {
  readonly manifest: Manifest;
  /** Where it stands in what was read: '', or a path that ends in a dot. */
  readonly path: string;
  /** What to call it in a sentence. */
  readonly where: string;
  /** What it is applied with, where that is not all that is judged. */
  readonly among?: readonly Manifest[];
}

/** What was found, of which subject. */
export interface Found<S extends Subject> {
  readonly finding: GuardFinding;
  readonly subject: S;
}

/** What a construct says of itself. */
export interface Remark {
  readonly where: string;
  readonly complaint: Complaint;
}

/** All that is to be said of manifests that are applied together. */
export interface Verdict<S extends Subject> {
  readonly found: readonly Found<S>[];
  readonly remarks: readonly GuardFinding[];
  /** What to know of the judging itself. */
  readonly notes: readonly string[];
}

/** What was found, before anybody is asked who lives with it. */
interface Raw {
  readonly rule: string;
  readonly certainty: Certainty;
  readonly where: string;
  readonly identity: Identity;
  readonly annotations: Record<string, unknown>;
  readonly complaint: Complaint;
}

/** Holds the rules to manifests that are applied together. What nobody lives with comes out as it was found, the rest with the reason. */
export function judge<S extends Subject>(subjects: readonly S[], settings: Settings, remarks: readonly Remark[] = []): Verdict<S> {
  const all = subjects.map(({ manifest }) => manifest);
  const used = new Set<GuardAcknowledgement>();
  const weighed = (found: Raw): GuardFinding => weigh(found, settings, used);
  const found = subjects.flatMap(subject => (
    rawFindings(subject, subject.among ?? all, settings).map(raw => ({ finding: weighed(raw), subject }))
  ));
  const remarked = settings.constructs ? remarks.map(({ where, complaint }) => weighed(remark(where, complaint))) : [];
  const idle = settings.acknowledgements.filter(each => !used.has(each));
  const notes = idle.map(({ rule, object }) => `the acknowledgement of '${rule}' for '${object}' matches no finding`);
  return { found, remarks: remarked, notes };
}

/** Whether it is bad enough to fail. */
export function fails({ severity, acknowledged }: GuardFinding, failOn: Settings['failOn']): boolean {
  if (acknowledged !== undefined || failOn === 'never') return false;
  return failOn === GuardSeverity.ADVICE || severity === GuardSeverity.REFUSED;
}

function rawFindings({ manifest, path, where }: Subject, among: readonly Manifest[], { rules, kubernetes }: Settings): Raw[] {
  const found = findings(rules, manifest, among, kubernetes);
  const annotations = fields(fields(fields(manifest).metadata).annotations);
  const wrong = wrongAnnotations(annotations);
  if (found.length + wrong.length === 0) return [];
  const of = identity(fields(manifest));
  const raw = (rule: string, certainty: Certainty, complaint: Complaint): Raw => (
    { rule, certainty, where, identity: of, annotations, complaint: { ...complaint, what: `${path}${complaint.what}` } }
  );
  return [
    ...found.map(({ rule, certainty, complaint }) => raw(rule.name, certainty, complaint)),
    ...wrong.map(complaint => raw(ACKNOWLEDGEMENT, 'advice', complaint)),
  ];
}

/** Annotations by which nothing can be acknowledged. */
function wrongAnnotations(annotations: Record<string, unknown>): Complaint[] {
  const ours = entries(annotations).filter(([key]) => key.startsWith(ANNOTATION));
  return ours.flatMap(([key, reason]) => {
    const what = `metadata.annotations.${key}`;
    const rule = key.slice(ANNOTATION.length);
    if (!NAMES.includes(rule)) return [{ what, allowed: 'the name of a rule', got: rule, instead: LISTED }];
    return text(reason, '').trim() === '' ? [{ what, allowed: 'the reason why the finding is accepted', got: reason }] : [];
  });
}

function remark(where: string, complaint: Complaint): Raw {
  const none = { kind: '', namespace: '', name: '' };
  return { rule: CONSTRUCT_ADVICE, certainty: 'advice', where, identity: none, annotations: {}, complaint };
}

function weigh(raw: Raw, { acknowledgements, today }: Settings, used: Set<GuardAcknowledgement>): GuardFinding {
  const about = acknowledgements.filter(each => each.rule === raw.rule && isAbout(each, raw.identity, raw.where));
  for (const each of about) used.add(each);
  const standing = about.find(({ expires }) => expires === undefined || today <= expires);
  const reason = text(raw.annotations[`${ANNOTATION}${raw.rule}`], '').trim();
  const acknowledged = reason === '' ? standing?.reason : reason;
  return asFinding(raw, acknowledged, acknowledged === undefined ? about[0]?.expires : undefined);
}

function asFinding(raw: Raw, acknowledged?: string, expired?: string): GuardFinding {
  const { rule, certainty, where, identity: { kind, namespace, name }, complaint } = raw;
  const over = expired === undefined ? '' : `; the acknowledgement ended on ${expired}`;
  return {
    rule,
    certainty: certainty as GuardCertainty,
    severity: certainty === 'advice' ? GuardSeverity.ADVICE : GuardSeverity.REFUSED,
    where,
    kind,
    ...namespace === '' ? {} : { namespace },
    name,
    path: printable(complaint.what),
    sentence: printable(`${sentence(where, complaint)}${over}`),
    ...complaint.instead === undefined ? {} : { whatToDo: complaint.instead },
    ...acknowledged === undefined ? {} : { acknowledged },
  };
}
