import { ROOT } from './support/packages';
import { attempt } from './support/toolchain';

// What broke since a release is for a person to judge; here, that the comparison works: nothing has changed since this very commit,
// and whoever has changed something without committing it is told what.
test('what changed in the API since the last commit can be said', () => {
  const { status, output } = attempt('node', ['projenrc/api-diff.js', 'HEAD'], { cwd: ROOT });
  expect(output).toContain('The API since HEAD:');
  expect(output).toMatch(status === 0 ? /^Nothing broke\.$/m : /^(err|error) .*/im);
});
