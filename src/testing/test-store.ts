import { afterAll, beforeAll } from 'vitest';
import { openStore, type Store } from '../store/database.js';
import { createTestSchema, type TestSchema } from './servers.js';

/** A store of its own for the tests of the block in which this is called. */
export interface TestStore {
  readonly pool: Store['pool'];
  readonly url: string;
}

/** Opens an empty store on the server of `url` before the tests of a block, and removes it after them. */
export function useTestStore(url: string): TestStore {
  let schema: TestSchema;
  let store: Store;
  beforeAll(async () => {
    schema = await createTestSchema(url);
    store = await openStore({ url: schema.url });
  });
  afterAll(async () => {
    await store.close();
    await schema.drop();
  });
  return {
    get pool() {
      return store.pool;
    },
    get url() {
      return schema.url;
    },
  };
}
