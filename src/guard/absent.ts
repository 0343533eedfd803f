import { Subject } from './judge';
import { Settings } from './settings';
import { identity, isForeign } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { namesakes, namespacesOf, selected } from '../manifest/neighbours';
import { entries, fields, given, POD_KINDS, text } from '../manifest/reading';
import { referencesIn } from '../manifest/references';
import { counted } from '../naming/refuse';

/** Something that an object refers to and that is not in the input. It may be in the cluster, so nothing is found: nobody here knows. */
export interface Absent {
  /** What to call the object that refers to it. */
  readonly where: string;
  /** The field by which it does. */
  readonly path: string;
  /** What is not there: `Secret prod/login`, `pods of Service prod/db`. */
  readonly absent: string;
}

type Seen = Omit<Absent, 'where'>;

/** How many are told in one line. */
const MOST = 5;

/** Labels that controllers give to pods, so that no template has them. */
const GIVEN_BY_CONTROLLERS = [
  'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash', 'pod-template-hash',
];

/** All that is not in the input, and that one of the rules would look at. */
export function absent(subjects: readonly Subject[], { rules }: Settings): Absent[] {
  const all = subjects.map(({ manifest }) => manifest);
  const asked = (...names: string[]) => rules.some(({ name }) => names.includes(name));
  const looks = [
    ...asked('governing-service') ? [governing] : [],
    ...asked('outside-let-in') ? [podsOfService] : [],
    ...asked('budget-lets-nodes-drain', 'budget-keeps-majority') ? [podsOfBudget] : [],
    ...asked('references') ? [referred] : [],
  ];
  return subjects.filter(({ manifest }) => !isForeign(manifest)).flatMap(({ manifest, path, where }) => (
    looks.flatMap(look => look(manifest, all)).map(one => ({ where, path: `${path}${one.path}`, absent: one.absent }))
  ));
}

/** One line for all of them; none if there is none. */
export function absentNote(all: readonly Absent[]): string[] {
  const different = [...new Set(all.map(each => each.absent))];
  if (different.length === 0) return [];
  const more = different.length > MOST ? `, and ${different.length - MOST} more` : '';
  const told = `${different.slice(0, MOST).join(', ')}${more}`;
  return [`cannot check ${counted(different.length, 'object')} that the input does not have: ${told}`];
}

function governing(manifest: Manifest, among: readonly Manifest[]): Seen[] {
  const name = text(fields(manifest.spec).serviceName, '');
  if (manifest.kind !== 'StatefulSet' || name === '' || namesakes(manifest, 'Service', name, among).length > 0) return [];
  return [{ path: 'spec.serviceName', absent: called('Service', manifest, name) }];
}

function podsOfService(manifest: Manifest, among: readonly Manifest[]): Seen[] {
  const { type, selector } = fields(manifest.spec);
  if (manifest.kind !== 'Service' || type === 'ExternalName' || entries(selector).length === 0) return [];
  const labels = entries(selector).filter(([key]) => !GIVEN_BY_CONTROLLERS.includes(key));
  return pods(manifest, { matchLabels: Object.fromEntries(labels) }, among);
}

function podsOfBudget(manifest: Manifest, among: readonly Manifest[]): Seen[] {
  const { selector } = fields(manifest.spec);
  return manifest.kind === 'PodDisruptionBudget' && given(selector) ? pods(manifest, selector, among) : [];
}

function pods(owner: Manifest, selector: Manifest, among: readonly Manifest[]): Seen[] {
  const { kind, name } = identity(owner);
  if (POD_KINDS.some(of => selected(owner, of, selector, among).length > 0)) return [];
  return [{ path: 'spec.selector', absent: `pods of ${called(kind, owner, name)}` }];
}

/** What is in another namespace is there: the rule says so. The default account is made with each namespace. */
function referred(manifest: Manifest, among: readonly Manifest[]): Seen[] {
  if (!POD_KINDS.includes(manifest.kind)) return [];
  return referencesIn(manifest)
    .filter(({ kind, name }) => namespacesOf(kind, name, among).length === 0 && !(kind === 'ServiceAccount' && name === 'default'))
    .map(({ what, kind, name }) => ({ path: what, absent: called(kind, manifest, name) }));
}

function called(kind: string, near: Manifest, name: string): string {
  const { namespace } = identity(near);
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
