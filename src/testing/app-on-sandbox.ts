import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startApp, type App } from '../app.js';
import { ChatResponse } from '../contracts/chat.js';
import type { Mode } from '../contracts/mode.js';
import { readConfig } from '../core/config.js';
import { createSandbox, type Sandbox } from '../sandbox/app.js';
import { useTestStore } from './test-store.js';

/** The service as user 1 meets it over HTTP, and what stands behind it. */
export interface AppOnSandbox {
  readonly sandbox: Sandbox;
  readonly url: string;
  post(path: string, body: object): Promise<Response>;
  /** One turn; `more` goes into the body. */
  say(mode: Mode, message: string, more?: object): Promise<ChatResponse>;
  rows(sql: string, ...values: unknown[]): Promise<unknown[]>;
}

/**
 * Starts the service on an empty store and a sandbox of its own before the tests of a block, and stops it after them; the sandbox is
 * as new in each test.
 */
export function useAppOnSandbox(databaseUrl: string): AppOnSandbox {
  const sandbox = createSandbox({ seed: 7 });
  const store = useTestStore(databaseUrl);
  let app: App;
  let stopSandbox: () => Promise<void>;
  beforeAll(async () => {
    const server = await sandbox.listen(0);
    stopSandbox = server.close;
    const services = Object.entries(sandbox.urls(server.url)).map(([name, base]) => [
      `SVC_${name.toUpperCase()}`,
      base,
    ]);
    const settings = { ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: store.url };
    app = await startApp(readConfig({ ...settings, ...Object.fromEntries(services) }));
  });
  beforeEach(() => sandbox.reset());
  afterAll(async () => {
    await app.stop();
    await stopSandbox();
  });
  const post = (path: string, body: object): Promise<Response> =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: 1, ...body }),
    });
  return {
    sandbox,
    get url() {
      return app.url;
    },
    post,
    async say(mode, message, more = {}) {
      const response = await post('/chat', { mode, message, ...more });
      return ChatResponse.parse(await response.json());
    },
    rows: async (sql, ...values) => (await store.pool.query(sql, values)).rows,
  };
}
