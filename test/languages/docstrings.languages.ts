import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT } from './support/packages';
import { attempt, run } from './support/toolchain';

interface Snippet {
  readonly translations: Record<string, { readonly source: string }>;
  readonly location: { readonly api: { readonly api: string } };
  readonly fqnsReferenced: readonly string[];
}

test('every example of the README and of the docstrings can be read in the other languages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-rosetta-'));
  try {
    rmSync(join(ROOT, '.jsii.tabl.json'), { force: true }); // what was translated before is not translated again
    run('node', ['projenrc/assembly.js', '--full'], { cwd: ROOT });
    const { status, output } = attempt('npx', ['jsii-rosetta', 'extract', '--compile', '--fail', '--strict', '--no-compress-tablet', '--output', join(folder, 'tablet.json')], { cwd: ROOT });
    if (status !== 0) throw new Error(output);
    const { snippets } = JSON.parse(readFileSync(join(folder, 'tablet.json'), 'utf8')) as { snippets: Record<string, Snippet> };
    const translated = Object.values(snippets).map(({ translations, location }) => [location.api.api, ...Object.keys(translations)]);
    expect(translated).toHaveLength(8);
    // otherwise a prop is translated as any key of any object
    for (const { fqnsReferenced } of Object.values(snippets)) expect(fqnsReferenced).toContainEqual(expect.stringMatching(/^cdk8s-stateful\./));
    for (const [, ...languages] of translated) expect(languages).toEqual(expect.arrayContaining(['python', 'java', 'go', 'csharp']));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
