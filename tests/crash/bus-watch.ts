import { Redis } from 'ioredis';
import { z } from 'zod';
import { BUS_STREAM } from '../../src/bus/bus.js';
import { createRedisBus } from '../../src/bus/bus-redis.js';

const Payload = z.looseObject({ event_id: z.string(), session_id: z.string() });

export interface BusWatch {
  /** What came onto the bus for a session since the watch began, redeliveries included. */
  eventsOf(sessionId: string): Promise<{ id: string; event: string }[]>;
  /** Takes what came for the sessions that were asked about out of Redis again, and lets go of it. */
  close(): Promise<void>;
}

const MANY = 100_000;

export async function watchBus(url: string): Promise<BusWatch> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  const bus = createRedisBus(redis);
  const [newest] = await redis.xrevrange(BUS_STREAM, '+', '-', 'COUNT', 1);
  const start = newest?.[0] ?? '0';
  const hadStream = (await redis.exists(BUS_STREAM)) === 1;
  const sessions = new Set<string>();

  const entriesOf = async (wanted: ReadonlySet<string>) => {
    const entries = await bus.read(start, MANY);
    return entries
      .map(({ id, event }) => ({ entry: id, event: event.event, payload: Payload.parse(event.payload) }))
      .filter(({ payload }) => wanted.has(payload.session_id));
  };
  return {
    async eventsOf(sessionId) {
      sessions.add(sessionId);
      const entries = await entriesOf(new Set([sessionId]));
      return entries.map(({ event, payload }) => ({ id: payload.event_id, event }));
    },
    async close() {
      const entries = await entriesOf(sessions);
      if (entries.length > 0) await redis.xdel(BUS_STREAM, ...entries.map(({ entry }) => entry));
      if (!hadStream && (await redis.xlen(BUS_STREAM)) === 0) await redis.del(BUS_STREAM);
      const memories = [...sessions].map((sessionId) => `copilot:hist:${sessionId}`);
      if (memories.length > 0) await redis.del(memories);
      redis.disconnect();
    },
  };
}
