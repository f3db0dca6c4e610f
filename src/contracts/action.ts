import { z } from 'zod';
import { CallerId } from './chat.js';
import { JsonObject, JsonValue } from './json.js';
import { Mode, ServiceName } from './mode.js';
import { DryRun } from './plan.js';

/** One tool, as people and programs see it. */
export const Action = z.object({
  name: z.string(),
  service: ServiceName,
  effect: z.enum(['read', 'write']),
  description: z.string(),
  /** A request in words that leads to this tool. */
  example: z.string(),
  modes: z.array(Mode),
  /** JSON Schema of the arguments. */
  args: JsonObject,
});
export type Action = z.infer<typeof Action>;

/** How a service is: whether it answers, whether it is called at all, and how its last calls went. */
export const ServiceStatus = z.object({
  reachable: z.boolean(),
  breaker: z.enum(['closed', 'open', 'half_open']),
  /** The last calls that this process made of it. */
  calls: z.object({
    count: z.int(),
    failed: z.int(),
    p50_ms: z.number().nullable(),
    p95_ms: z.number().nullable(),
    durations_ms: z.array(z.number()),
  }),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** `GET /actions` */
export const Actions = z.object({
  actions: z.array(Action),
  services: z.partialRecord(ServiceName, ServiceStatus),
});
export type Actions = z.infer<typeof Actions>;

/** `POST /actions` */
export const ActionRequest = z.object({
  tool: z.string(),
  args: JsonObject.default({}),
  /** Left out: the first mode that may use the tool. */
  mode: Mode.optional(),
  user_id: CallerId.nullish(),
  /** A write is not made: the result is what it would come to. */
  dry_run: z.boolean().default(false),
});

export const ActionResult = z.object({ result: JsonValue, dry_run: DryRun });
export type ActionResult = z.infer<typeof ActionResult>;
