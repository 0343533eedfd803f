import { writeFileSync } from 'fs';
import { Wanted } from './arguments';
import { Refusal } from '../naming/refuse';

/** What a command is run in. */
export interface CommandContext {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether what is printed may have colours. */
  readonly coloured: boolean;
}

/** The exit codes of every command. */
export const DONE = 0;
export const FOUND = 1;
export const FAILED = 2;

/** Each form of the answer goes to its file, or is printed. */
export function deliver<F extends string>(
  wanted: readonly Wanted<F>[],
  form: (format: F, coloured: boolean) => string,
  { print, coloured }: CommandContext,
): void {
  for (const { format, output } of wanted) {
    if (output === undefined) print(form(format, coloured));
    else write(output, form(format, false));
  }
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new Refusal(`${file}: it cannot be written: ${(error as Error).message}`);
  }
}
