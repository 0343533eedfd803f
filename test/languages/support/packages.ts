import { readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { run } from './toolchain';

export const ROOT = join(__dirname, '..', '..', '..');

/** What TypeScript's YAML is made with, and so the others' too. */
export function version(name: string): string {
  return (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Which jsii-runtime the packages are made for. */
export const RUNTIME = version('jsii-pacmak');

/** Builds the package that is published, as a release does, into `dist/`. */
export function build(target: string): string {
  rmSync(join(ROOT, 'dist', target), { recursive: true, force: true });
  run('npx', ['projen', `package:${target}`], { cwd: ROOT });
  return join(ROOT, 'dist', target);
}

/** Writes the sources of a package: of this one, or of a peer that the registry of a language does not have. */
export function sources(target: string, outdir: string, peer?: string): void {
  run('npx', ['jsii-pacmak', '--code-only', '--target', target, '--outdir', outdir, ...peer ? [join(ROOT, 'node_modules', peer)] : []], { cwd: ROOT });
}
