import { execFile } from 'child_process';
import { main } from '../../../src/cli/main';

/** What `cdk8s-stateful diff` says. */
export async function diff(...args: string[]): Promise<string> {
  let said = '';
  const write = (text: string) => void (said += text);
  await main(['diff', ...args], { stdin: (async function* () { /* nothing */ })(), print: write, complain: write, coloured: false });
  return said;
}

/** As a user runs it, in a folder of its own. */
export function shell(command: string, cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('bash', ['-euo', 'pipefail', '-c', command], { cwd }, (error, stdout, stderr) => error ? reject(new Error(`${command}\n${stdout}${stderr}`)) : resolve(stdout));
  });
}
