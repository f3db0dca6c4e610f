import { z } from 'zod';

const Outcome = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('found'),
    ids: z.array(z.string()),
    scores: z.array(z.number()),
    exact: z.boolean(),
  }),
  z.object({ is: z.literal('missing') }),
  z.object({ is: z.literal('done') }),
  z.object({ is: z.literal('failed'), message: z.string() }),
]);

/** The same as the type in `messages.ts`, which the process itself has: starting it costs less without zod. */
export const Said = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.int(), rss: z.number(), outcome: Outcome }),
]);
