import { spawnSync } from 'child_process';

// Faults that no API server can be asked for are commands, each named by a variable of the environment.

const COMMANDS = {
  E2E_STOP_DNS: 'cluster DNS stops answering pods',
  E2E_START_DNS: 'it answers again',
  E2E_BLOCK_DNS: '<address of a pod>: it alone is not answered any more',
  E2E_UNBLOCK_DNS: '<address of a pod>: it is answered again',
  E2E_NODE_DOWN: '<node>: its power is cut',
  E2E_NODE_UP: '<node>: it comes up again',
  E2E_KILL_CONTAINER: '<namespace> <pod> <container>: SIGKILL for its first process',
  E2E_FREEZE_CONTAINER: '<namespace> <pod> <container>: SIGSTOP for its processes',
  E2E_COUNT_SERVERS: '<namespace> <pod>: prints how many Cassandras run in pods of this name, also in those that the API server has forgotten',
};
export type Command = keyof typeof COMMANDS;

export const can = (command: Command) => Boolean(process.env[command]);

export function machine(command: Command, ...args: string[]): string {
  const program = process.env[command];
  if (!program) throw new Error(`${command} is not set: a command by which ${COMMANDS[command]}`);
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

/** A test that needs these commands; without one of them it is skipped, and says so. */
export function testWith(commands: Command[], title: string, body: () => Promise<void>): void {
  const missing = commands.filter(command => !can(command));
  if (missing.length === 0) test(title, body);
  else test.skip(`${title} (skipped: ${missing.join(', ')} not set)`, body);
}
