import { z } from 'zod';
import { ServiceName } from '../../contracts/mode.js';

export const FaultKind = z.enum(['latency', 'error', 'reset', 'garbage', 'hang']);

/** What goes wrong: the part that faults set over HTTP and magic inputs have in common. */
export const Strike = z.strictObject({
  kind: FaultKind,
  /** Of an `error`; 500 where it is left out. */
  status: z.int().min(400).max(599).optional(),
  /** How long a `latency` (default 1 s) or a `hang` (default 30 s) lasts. */
  ms: z.int().min(0).max(600_000).optional(),
  /** The write is done first and only then the caller is left without a good answer: an ambiguous outcome. */
  after_effect: z.boolean().default(false),
});
export type Strike = z.infer<typeof Strike>;

/** `POST /_faults`: which requests are struck. A fault with `times` is gone after that many. */
export const FaultSpec = Strike.extend({
  service: ServiceName,
  method: z
    .string()
    .transform((method) => method.toUpperCase())
    .optional(),
  /** Prefix of the path within the service: `/orders`. */
  path: z.string().startsWith('/').optional(),
  times: z.int().positive().optional(),
});
export type FaultSpec = z.infer<typeof FaultSpec>;

export type Fault = FaultSpec & { id: string; hits: number };
