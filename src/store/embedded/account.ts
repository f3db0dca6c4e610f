import { execFile, type ExecFileException, type SpawnOptions } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** As whom Postgres runs: it refuses to run as root. */
export interface Account {
  /** Command and arguments to put before the program. */
  prefix: readonly string[];
  /** Given where the process must change its user. */
  ids: { uid: number; gid: number } | undefined;
}

const OURSELVES: Account = { prefix: [], ids: undefined };

/** No secrets of ours in a server that outlives us; without a locale macOS makes Postgres multithreaded, which it refuses. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

export function spawnOptionsOf(account: Account): SpawnOptions {
  return { ...account.ids, env: ENVIRONMENT, cwd: '/' };
}

/** Command line of `program` under the account. */
export function commandOf(account: Account, program: string, args: readonly string[]): [string, string[]] {
  const [command = program, ...rest] = [...account.prefix, program, ...args];
  return [command, rest];
}

/** Runs a program to its end; false where it fails. */
export async function succeeds(account: Account, program: string, args: readonly string[]): Promise<boolean> {
  return (await failureOf(account, program, args)) === undefined;
}

/** Runs a program to its end; what it wrote to stderr where it fails. */
export async function failureOf(
  account: Account,
  program: string,
  args: readonly string[],
): Promise<string | undefined> {
  const [command, rest] = commandOf(account, program, args);
  try {
    await promisify(execFile)(command, rest, { ...account.ids, env: ENVIRONMENT, cwd: '/', timeout: 60_000 });
    return undefined;
  } catch (error) {
    return describe(error);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr }: Partial<ExecFileException> = error;
  return stderr?.trim() || error.message;
}

/**
 * Chooses the account for the directory `home`, whose owner decides where it has another owner than root. Root tries a
 * user namespace first: it needs no second user and works below /root.
 */
export async function chooseAccount(home: string, postgres: string): Promise<Account> {
  if (process.getuid?.() !== 0) return OURSELVES;
  const { uid, gid } = await stat(home);
  if (uid !== 0) return { prefix: [], ids: { uid, gid } };
  const users = await readUsers();
  return (await namespaceOf(users, postgres)) ?? (await otherUser(users, home, postgres)) ?? refuse();
}

interface User {
  name: string;
  uid: number;
  gid: number;
}

async function readUsers(): Promise<User[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  return lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && user.gid > 0);
}

/** Root outside is an ordinary user inside; initdb wants one that has a name. */
async function namespaceOf(users: User[], postgres: string): Promise<Account | undefined> {
  const user = users[0];
  if (user === undefined) return undefined;
  const prefix = ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  const account = { prefix, ids: undefined };
  return (await succeeds(account, postgres, ['--version'])) ? account : undefined;
}

async function otherUser(users: User[], home: string, postgres: string): Promise<Account | undefined> {
  for (const { name, uid, gid } of users) {
    if (name !== 'postgres' && name !== 'nobody') continue;
    const account = { prefix: [], ids: { uid, gid } };
    const runs = await succeeds(account, postgres, ['--version']);
    if (!runs || !(await succeeds(account, '/bin/sh', ['-c', 'cd "$0"', dirname(home)]))) continue;
    await chown(home, uid, gid);
    return account;
  }
  return undefined;
}

function refuse(): never {
  throw new Error(
    'Postgres does not run as root, and this machine offers no other way: no user namespaces, and no user "postgres" or ' +
      '"nobody" that can reach this directory. Run as an ordinary user, or set DATABASE_URL.',
  );
}
