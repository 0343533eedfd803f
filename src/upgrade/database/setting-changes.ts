import { Asked, Settings } from './settings';
import { FieldChange } from '../finding';
import { Change, Upgrade } from '../upgrade';

/** What a database is told before and after, as a field of its own: it may come from arguments, variables or files. */
export function told(name: string, asked: Asked, before: Settings, after: Settings): FieldChange | undefined {
  const [was, is] = [before.read(asked), after.read(asked)];
  return was === is ? undefined : { path: name, before: was, after: is };
}

export function settingsOf({ before, after }: Pick<Change, 'before' | 'after'>, upgrade: Upgrade): [before: Settings, after: Settings] {
  return [new Settings(before, upgrade.before), new Settings(after, upgrade.after)];
}

/** Stages that must be gone through one after another, for members of two of them that are not neighbours do not talk to each other. */
export function skips(stages: readonly string[], { before, after }: FieldChange): string[] {
  const [from, to] = [before, after].map(each => stages.indexOf(typeof each === 'string' ? each : stages[0]!));
  if (from! < 0 || to! < 0 || Math.abs(from! - to!) <= 1) return [];
  return from! < to! ? stages.slice(from! + 1, to) : stages.slice(to! + 1, from).reverse();
}
