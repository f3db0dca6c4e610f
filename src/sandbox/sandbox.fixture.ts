import { createFixedClock } from '../core/clock.js';
import { createSandbox, type Sandbox } from './app.js';

export const NOW = '2026-03-14T18:30:00.000Z';

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface CallOptions {
  user?: string;
  key?: string;
}

export interface RunningSandbox {
  sandbox: Sandbox;
  url: string;
  clock: ReturnType<typeof createFixedClock>;
  get(path: string, options?: CallOptions): Promise<Reply>;
  post(path: string, body: unknown, options?: CallOptions): Promise<Reply>;
  close(): Promise<void>;
}

/** A sandbox on a free port whose clock stands at `NOW`; calls are made for user "1" unless they say otherwise. */
export async function startSandbox(): Promise<RunningSandbox> {
  const clock = createFixedClock(NOW);
  const sandbox = createSandbox({ clock, seed: 7 });
  const { url, close } = await sandbox.listen(0);

  const call = async (
    method: string,
    path: string,
    { user = '1', key }: CallOptions,
    body?: unknown,
  ): Promise<Reply> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(user !== '' && { 'X-On-Behalf-Of': user }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { method, headers, ...sent });
    const answer: unknown = await response.json();
    return { status: response.status, headers: response.headers, body: answer };
  };

  return {
    sandbox,
    url,
    clock,
    get: (path, options = {}) => call('GET', path, options),
    post: (path, body, options = {}) => call('POST', path, options, body),
    close,
  };
}
