/** Something that a construct decides, with every name by which a user might say otherwise, and what to do instead. */
export interface Decision {
  readonly instead: string;
  /** Keys of the server's own file, or sections of it; blanks between them, as in the others. */
  readonly keys?: string;
  /** Environment variables of the pods; the last letter may be `*`. */
  readonly variables?: string;
}

/** What to do instead of setting that environment variable; nothing where it is free. */
export function decidedVariable(decisions: readonly Decision[], name: string): string | undefined {
  return decisions.find(({ variables }) => named(variables, name))?.instead;
}

/** Whether it is one of these names. */
export function named(names: string | undefined, name: string): boolean {
  return names !== undefined && names.split(' ').some(each => each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each);
}
