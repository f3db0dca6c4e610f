import type { Redis } from 'ioredis';
import { JsonObject } from '../contracts/json.js';
import { BUS_STREAM, type Bus, type BusEvent } from './bus.js';

/** The stream is cut to about this many entries. */
const MAX_ENTRIES = 100_000;

/** The bus on a Redis stream: one entry an event, with the seed's two fields `event` and `payload`. */
export function createRedisBus(redis: Redis, keyPrefix = ''): Bus {
  const stream = keyPrefix + BUS_STREAM;
  return {
    kind: 'redis',
    async publish(events) {
      const pipeline = redis.pipeline();
      for (const { event, payload } of events) {
        pipeline.xadd(
          stream,
          'MAXLEN',
          '~',
          MAX_ENTRIES,
          '*',
          'event',
          event,
          'payload',
          JSON.stringify(payload),
        );
      }
      const replies = await pipeline.exec();
      const failure = replies?.find(([error]) => error !== null)?.[0];
      if (failure) throw failure;
    },
    async read(after, count) {
      const entries = await redis.xrange(stream, after === '0' ? '-' : `(${after}`, '+', 'COUNT', count);
      return entries.map(([id, fields]) => ({ id, event: toEvent(fields) }));
    },
  };
}

function toEvent(fields: string[]): BusEvent {
  const valueOf = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
  return { event: valueOf('event'), payload: JsonObject.parse(JSON.parse(valueOf('payload'))) };
}
