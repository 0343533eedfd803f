import { readdirSync, readFileSync } from 'fs';

/** Where any process shows that text. */
export function seen(secret: string): string[] {
  const where: string[] = [];
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    for (const file of ['cmdline', 'environ']) {
      try {
        if (readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(secret)) where.push(`${file} of ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
      } catch {
        // gone, or somebody else's
      }
    }
  }
  return where;
}

/** The Job and all that it started, as when the node under the pod loses its power. */
export function killWithAll(call: number): void {
  let pid = parentOf(call);
  while (!isAuth(pid) || isAuth(parentOf(pid))) pid = parentOf(pid);
  process.kill(-pid, 'SIGKILL');
  process.kill(call, 'SIGKILL');
}

/** What a process takes from the permissions of the files that it makes. */
export function maskOf(pid: number): string {
  return /^Umask:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!;
}

function isAuth(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('auth.sh');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}
