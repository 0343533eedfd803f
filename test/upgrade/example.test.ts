import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { main } from '../../src/cli/main';

const EXAMPLE = join(__dirname, '..', '..', 'examples', '09-upgrade');

/** In the folder of the example, as its README says it. */
async function printed(...args: string[]): Promise<string> {
  const home = process.cwd();
  process.chdir(EXAMPLE);
  try {
    let out = '';
    const code = await main(['diff', 'before.yaml', 'after.yaml', ...args], { stdin: (async function* () { /* nothing */ })(), print: text => void (out += text), complain: () => {}, coloured: false });
    expect(code).toBe(1);
    return out;
  } finally {
    process.chdir(home);
  }
}

test.each([['report.txt', []], ['plan.txt', ['--plan']]])('the example prints what its %s says', async (name, args) => {
  const out = await printed(...args);
  const file = join(EXAMPLE, name);
  if (process.env.UPDATE_EXPECTED) writeFileSync(file, out);
  expect(out).toBe(readFileSync(file, 'utf8'));
});

test('each of its eight changes is told', async () => {
  const told = (await printed()).split('\n').filter(line => / {2}(refused|loses|unknown|recreated|rolls|restarts)/.test(line)).map(line => line.replace(/ {2,}/g, ': '));
  for (const line of [
    'StatefulSet shop/orders: unknown: mongodb', 'StatefulSet shop/orders: refused: claim-templates', 'StatefulSet shop/queue: loses quorum: replicas', 'PodDisruptionBudget shop/queue: loses quorum: budget',
    'StatefulSet shop/search: refused: governing-service', 'StatefulSet shop/cache: loses data: renamed', 'Service shop/cache: restarts nothing: service', 'ConfigMap shop/rates: refused: fixed-objects',
  ]) expect(told).toContain(line);
});
