import { z } from 'zod';
import type { Usage } from '../protocol.js';

export interface Served {
  url?: string;
  /** What the parent may ask beside `usage` and `collect`. */
  ops?: Record<string, (input: unknown) => unknown>;
  stop?: () => Promise<unknown>;
}

const Asked = z.object({ id: z.int(), op: z.string(), input: z.unknown() });

/** Answers the parent's questions until it is gone. */
export function serve({ url, ops = {}, stop }: Served): void {
  const known: Required<Served>['ops'] = { usage, collect, ...ops };
  process.on('message', (message) => {
    const { id, op, input } = Asked.parse(message);
    void answer(id, () => known[op]?.(input));
  });
  // Ctrl-C reaches the whole process group; the parent still wants to clean up with us.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => void (stop?.() ?? Promise.resolve()).finally(() => process.exit()));
  process.send?.(url === undefined ? {} : { url });
}

async function answer(id: number, work: () => unknown): Promise<void> {
  try {
    process.send?.({ id, value: await work() });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rss, heapUsed };
}

/** The same after a full collection, so that `heapUsed` is what is really held. Needs `--expose-gc`. */
function collect(): Usage {
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  globalThis.gc?.();
  return { ...usage(), rss };
}
