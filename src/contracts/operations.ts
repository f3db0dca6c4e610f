import { z } from 'zod';
import { EffectState } from './effect.js';
import { Mode } from './mode.js';
import { RunStatus } from './run.js';

/** A run that ended badly: what an operator needs to look it up, and nothing that was said. */
export const FailedRun = z.object({
  run_id: z.string(),
  user_id: z.string(),
  mode: Mode,
  code: z.string(),
  attempt: z.int(),
  finished_at: z.string(),
});
export type FailedRun = z.infer<typeof FailedRun>;

/** A write that nobody can say of whether it was done, or that has been under way for longer than a call may take. */
export const OpenEffect = z.object({
  key: z.string(),
  run_id: z.string(),
  user_id: z.string(),
  tool: z.string(),
  state: EffectState,
  updated_at: z.string(),
});
export type OpenEffect = z.infer<typeof OpenEffect>;

const Spent = { calls: z.int(), tokens: z.number(), cost_usd: z.number() };

/** How the service fares, over all replicas that share its database. Days are the last 24 hours. */
export const RunOperations = z.object({
  runs: z.object({
    /** By state: what waits and runs now, what ended in the last day. */
    by_status: z.partialRecord(RunStatus, z.int()),
    /** When the run that has waited longest was accepted. */
    oldest_queued_at: z.string().nullable(),
    /** Processes that carry runs out. */
    workers: z.int(),
    failed: z.array(FailedRun),
  }),
  /** Of the process that answers. */
  queue: z.object({ waiting: z.int(), running: z.int() }),
  effects: z.object({ open: z.int(), unknown: z.int(), last: z.array(OpenEffect) }),
  /** Events that the bus has not taken yet. */
  outbox: z.object({ waiting: z.int(), oldest_at: z.string().nullable() }),
  /** What the model came to in the last day, and for whom most. */
  spent: z.object({ ...Spent, by_user: z.array(z.object({ user_id: z.string(), ...Spent })) }),
});
export type RunOperations = z.infer<typeof RunOperations>;

const Limit = z.object({ tokens: z.number(), usd: z.number() });

/** What the model may use: in a turn, in a session, for a user in 24 hours, for a match; 0 is no limit. */
export const ModelLimits = z.object({
  turn: Limit,
  session: Limit,
  day: Limit,
  match: Limit.pick({ tokens: true }),
});
export type ModelLimits = z.infer<typeof ModelLimits>;

/** An event of a match that nobody could act on. */
export const DeadLetter = z.object({
  id: z.string(),
  match_id: z.string().nullable(),
  reason: z.string(),
  /** As it came, without secrets, and cut where it was long. */
  event: z.string(),
  at: z.string(),
  replayed_at: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/** `GET /operations`. */
export const OperationsView = RunOperations.extend({
  dead_letters: z.array(DeadLetter),
  /** Null where no model is asked. */
  model_limits: ModelLimits.nullable(),
});
export type OperationsView = z.infer<typeof OperationsView>;
