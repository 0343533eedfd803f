import { existsSync, readFileSync } from 'fs';
import { documents } from './documents';
import { Refusal } from '../naming/refuse';

/** Where settings are looked for, in the folder that the command is run in. */
export const CONFIG = '.cdk8s-stateful.yaml';

/** What stands in the configuration; nothing if there is none and none was asked for. */
export function config(asked: string | undefined): object {
  const file = asked ?? CONFIG;
  if (asked === undefined && !existsSync(file)) return {};
  const [first, second] = documents(text(file));
  if (first !== undefined && 'message' in first) throw new Refusal(`${file}:${first.line}:${first.column}: ${first.message}`);
  if (second !== undefined) throw new Refusal(`${file}: it must have exactly one document`);
  return (first?.value ?? {}) as object;
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`${file}: it cannot be read: ${(error as Error).message}`);
  }
}
