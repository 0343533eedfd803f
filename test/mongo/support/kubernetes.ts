/**
 * What a container finds in a variable whose value was written in a manifest: `$(NAME)` is the value of another variable that stands before it, and stays
 * as it is where there is none; `$$` is a `$`.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function expanded(value: string, variables: ReadonlyMap<string, string>): string {
  return value.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) => name === undefined ? '$' : variables.get(name) ?? whole);
}
