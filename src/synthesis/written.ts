import { ApiObject, JsonPatch } from 'cdk8s';
import { sentence } from '../naming/refuse';
import { findings, RULES } from '../rules';
import { SynthesisPass } from './pass';
import { Manifest, Rule } from '../rules/rule';

/**
 * An API object that is checked as it is written: whatever patches, assignments and overrides have made of it by then, what comes out
 * has passed the rules. (A validation of the construct would have to write the object a second time; see docs/decisions/0003.)
 *
 * Patches are applied to the manifest itself. Left to cdk8s, they would be applied to what goes into the generated classes, in their
 * spelling (`clusterIp`), and whatever those classes do not know would be dropped without a word; see docs/decisions/0005.
 */
export class WrittenObject {
  private readonly patches: JsonPatch[] = [];
  private readonly render: () => Manifest;
  private readonly pass: SynthesisPass;
  private latest?: { readonly manifest: Manifest; readonly pass: number };

  /**
   * @param where what to call it in a complaint
   * @param rules the rules to hold
   * @param object the object, whose `toJson` and `addJsonPatch` are wrapped
   * @param among what it is applied with, as far as the rules ask for that
   */
  constructor(where: string, rules: readonly Rule[], object: ApiObject, private readonly among: readonly WrittenObject[] = []) {
    this.render = object.toJson.bind(object);
    object.addJsonPatch = (...patches) => void this.patches.push(...patches);
    this.pass = SynthesisPass.of(object);
    object.toJson = () => {
      const manifest = this.write();
      this.latest = { manifest, pass: this.pass.number };
      const found = findings(rules, manifest, this.among.map(other => other.take()));
      if (found.length > 0) throw new Error(found.map(finding => sentence(where, finding.complaint)).join('\n'));
      return manifest;
    };
  }

  private write(): Manifest {
    const manifest = this.render();
    return this.patches.length === 0 ? manifest : JsonPatch.apply(manifest, ...this.patches);
  }

  /** The manifest as this run of synthesis wrote it, if it has, so that nothing is written twice. */
  private take(): Manifest {
    const manifest = this.latest?.pass === this.pass.number ? this.latest.manifest : this.write();
    this.latest = undefined;
    return manifest;
  }
}

/** All rules that nobody may break, for one kind, and those that a construct promises on top. */
export function promise(kind: string, ...more: Rule[]): readonly Rule[] {
  return [...RULES.filter(rule => rule.kind === kind && rule.severity === 'refused'), ...more];
}
