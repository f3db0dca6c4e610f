import { z } from 'zod';

const Spread = z.object({ p50: z.number(), p99: z.number(), max: z.number() });

/** What the thread that plays says of itself since it was last asked; milliseconds and bytes. */
export const Watched = z.object({
  stale: z.number(),
  loopP99: z.number(),
  /** What part of the time its event loop was busy. */
  busy: z.number(),
  /** Of the JavaScript heap, what is left after a collection. */
  heap: z.number(),
});
export type Watched = z.infer<typeof Watched>;

/** Where the thread is asked. */
export const WATCHED = 'watched-player';

/** The same with what its process knows of it. */
export const Measured = Watched.omit({ stale: true }).extend({
  counts: z.record(z.string(), z.number()),
  reflex: Spread,
  tick: Spread,
  /** From reading an event to having sent the actions it led to. */
  lag: Spread,
  /** From an event's being written to its stream to its being read; of those read together, the oldest. */
  stream: Spread,
  waiting: z.number(),
  rss: z.number(),
  /** Of all threads of the process. */
  cpuMs: z.number(),
});
export type Measured = z.infer<typeof Measured>;
