import { z } from 'zod';

const Spread = z.object({ p50: z.number(), p99: z.number(), max: z.number() });

/** What the process that plays says of the time since it was last asked; milliseconds and bytes. */
export const Measured = z.object({
  counts: z.record(z.string(), z.number()),
  reflex: Spread,
  tick: Spread,
  /** From reading an event to having sent the actions it led to. */
  lag: Spread,
  /** From an event's being written to its stream to its being read; of those read together, the oldest. */
  stream: Spread,
  loopP99: z.number(),
  waiting: z.number(),
  rss: z.number(),
  /** Of the JavaScript heap, what is left after a collection. */
  heap: z.number(),
  cpuMs: z.number(),
});
export type Measured = z.infer<typeof Measured>;
