import { Identity, identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { printable } from '../../naming/printable';
import { Phase, Step } from '../finding';

// The words and commands that the ways out are made of.

export const NOTHING_CHANGED = 'nothing has changed yet';

/** ` -n prod`, or nothing where the manifest leaves it to whoever applies it. */
export function inNamespace({ namespace }: Identity): string {
  return namespace === '' ? '' : ` -n ${word(namespace)}`;
}

/** A name as one word for a shell, whatever it is: manifests come from anywhere, and people paste what is printed. */
export function word(name: string): string {
  return /^\w[\w.:@%+=/-]*$/.test(name) ? name : quoted(name);
}

/** `statefulset db -n prod` */
export function called(manifest: Manifest): string {
  const { kind, name, ...where } = identity(manifest);
  return `${kind.toLowerCase()} ${word(name)}${inNamespace({ kind, name, ...where })}`;
}

/** Deletes the object, and its pods with it. */
export function deleteWithPods(manifest: Manifest): string {
  return `kubectl delete ${called(manifest)} --cascade=foreground`;
}

export function step(phase: Phase, command: string, see: string, back: string): Step {
  return { phase, command: printable(command), see: printable(see), back: printable(back) };
}

/** Something that is to be written, or to be done elsewhere. */
export function byHand(phase: Phase, what: string, see: string, back: string): Step {
  return step(phase, `# ${what}`, see, back);
}

export function pauseGitOps(): Step {
  return byHand(Phase.PAUSE, 'if Argo CD or Flux applies these manifests, pause it until the last step is done: otherwise it recreates '
    + 'what is deleted',
  'it shows that it is paused', 'resume it');
}

export function apply(command: string, see = 'there is no error', back = 'apply the old manifests'): Step {
  return step(Phase.APPLY, command, see, back);
}

/** The server validates, and stores nothing. */
export function tried(command: string): Step {
  const see = 'there is no error';
  const dry = command.replace(/^kubectl apply /, 'kubectl apply --dry-run=server ');
  return dry === command
    ? byHand(Phase.BEFORE, 'apply it with --dry-run=server', see, NOTHING_CHANGED)
    : step(Phase.BEFORE, dry, see, NOTHING_CHANGED);
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
