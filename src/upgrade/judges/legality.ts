import { NEWEST, OLDEST } from '../../manifest/kubernetes-types';
import { Manifest } from '../../manifest/manifest';
import { sentence } from '../../naming/refuse';
import { Certainty, Finding, forbids } from '../../rules/rule';
import { findings, RULES } from '../../rules/rules';
import { Effect } from '../finding';
import { Judge } from '../judge';
import { Upgrade } from '../upgrade';

const FORBIDDING = RULES.filter(forbids);

/** What is sure to come of what a rule forbids. Pods that are never made are members that are lost. */
const EFFECT: Readonly<Record<Certainty, Effect>> = {
  'refused by the API server': 'refused',
  'never runs': 'loses quorum',
  'loses data': 'loses data',
  'advice': 'restarts nothing',
};

/** What no change makes good; but for what was there before already, which many servers tolerate. */
export const legality: Judge = {
  name: 'legality',
  kept({ object, before, after, written, fields }, upgrade) {
    const said = fields.length === 0 ? [] : broken(written, upgrade.after, upgrade.cluster.minor);
    const found = object.kind === 'Service' && said.length > 0 ? said.filter(each => isStill(each, after, upgrade)) : said;
    if (found.length === 0) return [];
    const known = broken(before, upgrade.before, upgrade.cluster.minor).map(({ complaint }) => sentence('', complaint));
    return found.filter(({ complaint }) => !known.includes(sentence('', complaint))).map(({ complaint, certainty }) => ({
      effect: EFFECT[certainty],
      fields: fields.filter(({ path }) => path.startsWith(complaint.what)),
      why: `${certainty === 'never runs' ? 'Its pods are refused' : 'A rule is broken'}: ${sentence(called(written), complaint)}.`,
      link: 'https://kubernetes.io/docs/reference/kubernetes-api/',
      steps: [],
    }));
  },
};

/** What the new type of a Service does not have, the server takes away where nobody has changed it. */
function isStill({ rule, complaint }: Finding, after: Manifest, { after: among, cluster }: Upgrade): boolean {
  return broken(after, among, cluster.minor).some(each => each.rule === rule && each.complaint.what === complaint.what);
}

function broken(manifest: Manifest, among: readonly Manifest[], minor: number): Finding[] {
  return findings(FORBIDDING, manifest, among, Math.min(Math.max(minor, OLDEST), NEWEST));
}

function called({ kind, metadata }: Manifest): string {
  return `${String(kind)} ${String(metadata?.name)}`;
}
