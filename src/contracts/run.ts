import { z } from 'zod';
import { Reply } from './chat.js';
import { ForkEdit, ForkOrigin } from './fork.js';
import { Mode } from './mode.js';

/** `queued` and `running` are the two states a run can leave; the other three are final. */
export const RunStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type RunStatus = z.infer<typeof RunStatus>;

/** `GET /runs/:id`. Instants are ISO 8601. */
export const RunView = z.object({
  run_id: z.string(),
  session_id: z.string(),
  user_id: z.string(),
  mode: Mode,
  status: RunStatus,
  message: z.string(),
  /** A rehearsal, in which nothing was changed. */
  dry_run: z.boolean(),
  /** Who asked: a person, or the Player ASI for a match. */
  source: z.enum(['chat', 'game']),
  /** The run it forks, and how it differs; null for a run of its own. */
  fork: ForkOrigin.nullable(),
  /** How many times a process has taken the run up; more than 1 after a crash. */
  attempt: z.int(),
  reply: Reply.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What its finished calls of the language model came to; the cost is an estimate in US dollars. */
  model_usage: z.object({
    calls: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    cost_usd: z.number(),
  }),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});
export type RunView = z.infer<typeof RunView>;

/** One of the forks of a run. */
export const ForkSummary = z.object({
  run_id: z.string(),
  at: z.int().min(0),
  edit: ForkEdit,
  status: RunStatus,
  created_at: z.string(),
});
export type ForkSummary = z.infer<typeof ForkSummary>;

export const SessionView = z.object({
  session_id: z.string(),
  user_id: z.string(),
  mode: Mode,
  /** How its first message begins; null where there is none. */
  title: z.string().nullable(),
  created_at: z.string(),
  last_active_at: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

/** What a person thinks of a reply. */
export const Rating = z.enum(['up', 'down']);
export type Rating = z.infer<typeof Rating>;

export const MessageView = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
  run_id: z.string().nullable(),
  reply: Reply.nullable(),
  /** What its reader said of a reply, where they did. */
  rating: Rating.optional(),
  created_at: z.string(),
});
export type MessageView = z.infer<typeof MessageView>;
