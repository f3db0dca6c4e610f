import { z } from 'zod';

/** What a child says once, when it can be asked. */
export const Ready = z.object({ url: z.string().optional() });

export const Answered = z.union([
  z.object({ id: z.int(), error: z.string() }),
  z.object({ id: z.int(), value: z.unknown().optional() }),
]);

/** Of the child's process alone; bytes and milliseconds. */
export const Usage = z.object({ cpuMs: z.number(), rss: z.number(), heapUsed: z.number() });
export type Usage = z.infer<typeof Usage>;

/** How a load went: the milliseconds of each turn, and of all. */
export const Timings = z.object({ latencies: z.array(z.number()), wallMs: z.number() });
export type Timings = z.infer<typeof Timings>;

/** Turns `from` to `from + turns`, `concurrency` at a time: each starts when one has ended. */
export const Load = z.object({
  modes: z.array(z.enum(['helm', 'support', 'player'])),
  turns: z.int(),
  concurrency: z.int(),
  from: z.int(),
});
export type Load = z.infer<typeof Load>;

/** By run, when its first event left and its first tool was called; on the clock that all processes of a machine share. */
export const Firsts = z.object({
  events: z.record(z.string(), z.number()),
  calls: z.record(z.string(), z.number()),
});
export type Firsts = z.infer<typeof Firsts>;
