import { ApiObject, JsonPatch } from 'cdk8s';
import { keepFilesApart } from './files';
import { plainMetadata } from './metadata';
import { override } from './override';
import { SynthesisPass } from './pass';
import { plain } from './plain';
import { asReadBack } from './read-back';
import { hasOthersResolvers } from './resolvers';
import { Manifest } from '../manifest/manifest';
import { door } from '../naming/door';
import { Refusal, sentence, toldAt } from '../naming/refuse';
import { forbids, Rule } from '../rules/rule';
import { findings, RULES } from '../rules/rules';

/** What is to be written, and what is to hold of it. */
export interface Writing {
  /** What to call the object in a complaint. */
  readonly where: string;
  readonly object: ApiObject;
  /** Renders the spec, as it was given to the object. */
  readonly spec: () => unknown;
  readonly rules: readonly Rule[];
  /** What to call it, where that follows from what it has become. */
  readonly name?: (manifest: Manifest) => string;
  /** What the object is applied with, as far as the rules ask for that. */
  readonly among?: readonly WrittenObject[];
}

/**
 * An API object that is checked as it is written: whatever patches, assignments and overrides have made of it by then, what comes out
 * has passed the rules. (A validation of the construct would have to write the object a second time; see docs/decisions/0003.)
 *
 * Patches are applied to the manifest itself. Left to cdk8s, they would be applied to what goes into the generated classes, in their
 * spelling (`clusterIp`), and whatever those classes do not know would be dropped without a word; see docs/decisions/0005.
 */
export class WrittenObject {
  private readonly patches: JsonPatch[] = [];
  private readonly byCdk8s: () => Manifest;
  private readonly pass: SynthesisPass;
  private readonly where: string;
  private latest?: { readonly manifest: Manifest; readonly pass: number };
  /** Whether another object is checked together with this one; else nothing needs to be kept. */
  private wanted = false;

  constructor(private readonly writing: Writing) {
    const { object, among = [] } = writing;
    this.where = whereIs(writing.where, object);
    for (const other of among) other.wanted = true;
    this.pass = SynthesisPass.of(object);
    keepFilesApart(object);
    this.byCdk8s = object.toJson.bind(object);
    override(object, {
      toJson: () => this.checked(),
      addJsonPatch: (...patches) => void this.patches.push(...patches),
    });
  }

  /** What it is called in the end. */
  public get name(): string {
    return this.write().metadata.name;
  }

  private checked(): Manifest {
    const { rules, among = [] } = this.writing;
    const manifest = this.write();
    if (this.wanted) this.latest = { manifest, pass: this.pass.number };
    const found = findings(rules, manifest, among.map(other => other.take()));
    if (found.length > 0) throw new Refusal(found.map(finding => sentence(this.where, finding.complaint)).join('\n'));
    return manifest;
  }

  private write(): Manifest {
    const { object } = this.writing;
    const manifest = hasOthersResolvers(object) ? this.byCdk8s() : this.render();
    return this.named(asReadBack(this.patches.length === 0 ? manifest : JsonPatch.apply(manifest, ...this.patches)));
  }

  private named(manifest: Manifest): Manifest {
    const { name } = this.writing;
    return name === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, name: name(manifest) } };
  }

  private render(): Manifest {
    const { object: { apiVersion, kind, metadata }, spec } = this.writing;
    return toldAt(this.where, () => ({ apiVersion, kind, metadata: plainMetadata(metadata), spec: plain(spec()) }));
  }

  /** The manifest as this run of synthesis wrote it, if it has, so that nothing is written twice. */
  private take(): Manifest {
    const manifest = this.latest?.pass === this.pass.number ? this.latest.manifest : this.write();
    this.latest = undefined;
    return manifest;
  }
}

/** Where the user knows it: nobody has written the path of what another construct has made for itself. */
function whereIs(path: string, { kind, name }: ApiObject): string {
  const whole = door(path);
  return whole === path ? path : `${whole} (${kind} ${name})`;
}

/** All rules that nobody may break, for one kind, and those that a construct promises on top. */
export function rulesFor(kind: string, ...more: Rule[]): readonly Rule[] {
  return [...RULES.filter(rule => rule.kinds.includes(kind) && forbids(rule)), ...more];
}
