import type { Carriers } from './open-carriers.js';
import type { OpenedDatabase } from './open-database.js';

/** Without its database the service cannot take a message; without Redis it can. */
export function createReadiness(database: OpenedDatabase, carriers: Carriers) {
  const check = async (ask: () => Promise<unknown>): Promise<string> => {
    try {
      await ask();
      return 'ok';
    } catch (error) {
      return error instanceof Error ? error.message : 'away';
    }
  };
  return async () => {
    const [store, bus] = await Promise.all([
      check(() => database.pool.query('select 1')),
      check(carriers.ping),
    ]);
    return { ready: store === 'ok', checks: { store, bus } };
  };
}
