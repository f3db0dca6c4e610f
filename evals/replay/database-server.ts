import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.js';

export interface DatabaseServer {
  url: string;
  stop(): Promise<void>;
}

/** The data need not survive anything. */
const FOR_EVALS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/** The server at `url`, or one of our own that is gone afterwards. */
export async function openDatabaseServer(url: string | undefined): Promise<DatabaseServer> {
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(join(tmpdir(), 'veze-evals-'));
  const postgres = await startEmbeddedPostgres({ dataDir, settings: FOR_EVALS });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
