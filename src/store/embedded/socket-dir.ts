import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.js';

/** The name of a Unix socket is at most 103 bytes on macOS, 107 on Linux. */
const LONGEST = 103;

/**
 * A directory only our user can enter: whoever can open the socket is let in without a password. Beside the data, or
 * in the temporary directory where that name is too long for a socket.
 */
export async function prepareSocketDir(home: string, { ids }: Account): Promise<string> {
  const beside = join(home, 'run');
  const dir = Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= LONGEST ? beside : elsewhere(home);
  await mkdir(dir, { mode: 0o700 }).catch(ignoreExisting);
  await checkPrivate(dir, [process.getuid?.(), ids?.uid]);
  if (ids !== undefined) await chown(dir, ids.uid, ids.gid);
  return dir;
}

function elsewhere(home: string): string {
  return join(tmpdir(), `veze-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

/** Somebody else may have made a directory, or a link, of that name. */
async function checkPrivate(dir: string, owners: (number | undefined)[]): Promise<void> {
  const found = await lstat(dir);
  if (found.isDirectory() && (found.mode & 0o077) === 0 && owners.includes(found.uid)) return;
  throw new Error(`${dir} must be a directory that only its owner can enter. Remove it and start again.`);
}
