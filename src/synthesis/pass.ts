import { IConstruct } from 'constructs';

/**
 * Counts the runs of synthesis over one construct tree: cdk8s validates the whole tree once at the beginning of each.
 * What was written in an earlier run may have been patched since.
 */
export class SynthesisPass {
  public static of(scope: IConstruct): SynthesisPass {
    const root = scope.node.root;
    const known = SynthesisPass.ofRoot.get(root);
    if (known !== undefined) return known;
    const pass = new SynthesisPass();
    SynthesisPass.ofRoot.set(root, pass);
    root.node.addValidation({ validate: () => pass.begin() });
    return pass;
  }

  private static readonly ofRoot = new WeakMap<IConstruct, SynthesisPass>();

  private count = 0;

  public get number(): number {
    return this.count;
  }

  private begin(): string[] {
    this.count += 1;
    return [];
  }
}
