import { randomUUID } from 'node:crypto';
import { openCompany } from './company.js';
import { openDatabaseServer } from './database-server.js';
import { openStage, type Stage } from './stage.js';

/** Does some work on a stage of this process, on the database server at `databaseUrl` or one of our own, and clears it away. */
export async function onStage<T>(
  databaseUrl: string | undefined,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const server = await openDatabaseServer(databaseUrl);
  const company = await openCompany(server.url);
  try {
    const stage = await openStage(company, { url: server.url, name: `evals_${randomUUID().slice(0, 8)}` });
    try {
      return await work(stage);
    } finally {
      await stage.close();
    }
  } finally {
    await company.close();
    await server.stop();
  }
}
