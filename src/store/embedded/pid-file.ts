import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a running server says about itself in its `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  socketDir: string;
}

/** The server that runs on this data directory; undefined where there is none, whatever its pid file says. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => '');
  const [pid = '', , , port = '', socketDir = ''] = text.split('\n');
  const found = { pid: Number(pid), port: Number(port), socketDir };
  if (!(found.pid > 0) || !isAlive(found.pid) || !(await runsIn(found.pid, data))) return undefined;
  return found;
}

/**
 * Removes the pid file of a dead server where its number is another process's by now, as happens after every restart of
 * a container: Postgres would take that process for the server. Any other stale pid file it removes by itself.
 */
export async function removeMisleadingPidFile(data: string, socketDir: string): Promise<void> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid) || (await runsIn(pid, data))) return;
  // Not where another process has started a server meanwhile.
  if ((await readFile(pidFile(data), 'utf8').catch(() => '')) !== text) return;
  await rm(pidFile(data), { force: true });
  await rm(join(socketDir, '.s.PGSQL.5432.lock'), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}

/** A process that got a dead server's number neither works in the data directory nor was started on it. */
async function runsIn(pid: number, data: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return cwd === data || (await commandLineOf(pid)).includes(`-D ${data}`);
}

async function commandLineOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.replaceAll('\0', ' ');
  }
  const run = await promisify(execFile)('ps', ['-o', 'args=', '-ww', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return run.stdout;
}
