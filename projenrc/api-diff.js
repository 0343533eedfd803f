// What changed in the public API, as every language of jsii sees it, since a commit. api-diff.js [COMMIT]: by default the last release's, or the commit
// before this one where there is no release yet. Ends with 1 where something broke.

const { execFileSync, spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

function lastRelease() {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*');
  } catch {
    return 'HEAD~1';
  }
}

const commit = process.argv[2] ?? lastRelease();
const before = mkdtempSync(join(tmpdir(), 'api-diff-'));
try {
  git('worktree', 'add', '--quiet', '--detach', '--force', before, commit);
  symlinkSync(join(ROOT, 'node_modules'), join(before, 'node_modules'));
  execFileSync('npx', ['jsii', '--silence-warnings=reserved-word'], { cwd: before, stdio: 'inherit' });
  // what was left out of this assembly is left out of that one, too: otherwise each stability that goes without saying is said to be removed
  execFileSync('node', [join(__dirname, 'assembly.js'), before], { stdio: 'inherit' });
  console.log(`The API since ${commit}:`);
  process.exitCode = spawnSync('npx', ['jsii-diff', before, ROOT, '--error-on', 'all', '--keys', '--ignore-file', join(ROOT, '.compatignore')], { stdio: 'inherit' }).status ?? 1;
} finally {
  git('worktree', 'remove', '--force', before);
  rmSync(before, { recursive: true, force: true });
}
if (process.exitCode === 0) console.log('Nothing broke.');
