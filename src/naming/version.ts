// The bundler puts it into the one file that is shipped, and jsii compiles nothing outside of `src`.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version } = require('../../package.json') as { version: string };

/**
 * Says which version of the library wrote a StatefulSet. On the object itself, never on its pods or claims: another version shall restart
 * nobody by its number alone, and a claim template cannot be changed.
 */
export const VERSION: Readonly<Record<string, string>> = { 'cdk8s-stateful/version': version };
