import { validate } from '@langchain/langgraph-checkpoint-validation';
import * as vitest from 'vitest';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';
import { CheckpointSaver } from './checkpoint-saver.js';
import { openStore, type Store } from './database.js';

/** What the suite asks of some checkpointers and excuses others from, as it does us. */
const NOT_OURS: Record<string, string> = {
  'should migrate pending sends': 'our store never held checkpoints of LangGraph before 1.0',
  'should only store channel_values that have changed (based on newVersions)': 'we store whole checkpoints',
};

const it = new Proxy(vitest.it, {
  apply(target, _self, args: Parameters<typeof vitest.it>) {
    const reason = NOT_OURS[String(args[0])];
    if (reason === undefined) return target(...args);
    return target.skip(`${String(args[0])} [because ${reason}]`);
  },
});

// LangChain's own suite for checkpointers looks for the functions of the test framework among the globals.
const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } = vitest;
Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test });

for (const { name, url } of databaseTargets()) {
  let schema: TestSchema;
  let store: Store;
  validate({
    checkpointerName: `CheckpointSaver on ${name} Postgres`,
    beforeAllTimeout: 60_000,
    async beforeAll() {
      schema = await createTestSchema(url);
      store = await openStore({ url: schema.url });
    },
    async afterAll() {
      await store.close();
      await schema.drop();
    },
    async createCheckpointer() {
      await store.pool.query('truncate checkpoints, checkpoint_writes');
      return new CheckpointSaver(store.pool);
    },
  });
}
