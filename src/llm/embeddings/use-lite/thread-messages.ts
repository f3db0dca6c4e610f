import { z } from 'zod';

/** What goes to the thread. */
export const Ask = z.object({ id: z.int(), texts: z.array(z.string()) });
export type Ask = z.infer<typeof Ask>;

/** What comes back: the vectors of all texts, one after the other. */
export const Answer = z.object({ id: z.int(), vectors: z.instanceof(Float32Array) });
export type Answer = z.infer<typeof Answer>;
