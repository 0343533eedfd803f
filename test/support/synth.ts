import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest } from '../../src/manifest/manifest';

/**
 * A chart called `prod`, in namespace `prod` unless said otherwise. Not of `Testing.app()`, which leaves a folder behind for each.
 */
export function chart(namespace: string | undefined = 'prod', id = 'prod'): Chart {
  return new Chart(new App(), id, { namespace });
}

/** A chart whose namespace nobody has said. */
export function homeless(): Chart {
  return new Chart(new App(), 'prod');
}

export function synth(of: Construct): Manifest[] {
  return Testing.synth(Chart.of(of));
}

/** The only manifest of that kind. */
export function only(kind: string, of: Construct): Manifest {
  const found = synth(of).filter(manifest => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`expected one ${kind}, found ${found.length}`);
  return found[0];
}

/** What was said when something was refused. */
export function complaint(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
