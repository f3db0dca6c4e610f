import type { Pool } from 'pg';
import { z } from 'zod';
import {
  BUDGET_LIMITS,
  type BudgetLimit,
  type EndedModelCall,
  type ModelBudgets,
  type PlannedModelCall,
} from '../contracts/model-call.js';
import { inTransaction, type Database } from './database.js';

/** The locks of users' budgets, apart from other advisory locks. */
const BUDGET_LOCK = 8016;

const SPENT = `
select coalesce(sum(input_tokens + output_tokens) filter (where of_run), 0) as turn_tokens,
  coalesce(sum(cost_usd) filter (where of_run), 0) as turn_usd,
  coalesce(sum(input_tokens + output_tokens) filter (where of_session), 0) as session_tokens,
  coalesce(sum(cost_usd) filter (where of_session), 0) as session_usd,
  coalesce(sum(input_tokens + output_tokens) filter (where of_day), 0) as day_tokens,
  coalesce(sum(cost_usd) filter (where of_day), 0) as day_usd
from (
  select input_tokens, output_tokens, cost_usd, run_id = $2 as of_run, session_id = $3 as of_session,
    user_id = $4 and at > now() - interval '24 hours' as of_day
  from model_calls where session_id = $3 or (user_id = $4 and at > now() - interval '24 hours')
) as counted`;

// The first limit that is set and would be broken, in the order of the names.
const BROKEN = `
select l.name from spent, lateral (values
  (1, 'turn_tokens', turn_tokens + $8 + $9, $11::float8), (2, 'turn_usd', turn_usd + $10, $12),
  (3, 'session_tokens', session_tokens + $8 + $9, $13), (4, 'session_usd', session_usd + $10, $14),
  (5, 'day_tokens', day_tokens + $8 + $9, $15), (6, 'day_usd', day_usd + $10, $16)
) as l (place, name, total, allowed)
where allowed > 0 and total > allowed order by place limit 1`;

const RESERVE = `
with spent as (${SPENT}), broken as (${BROKEN}), put as (
  insert into model_calls (id, run_id, session_id, user_id, purpose, model, prompt_version, input_tokens, output_tokens,
    cost_usd)
  select $1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::int, $9::int, $10::float8
  where not exists (select from broken)
)
select name from broken`;

/**
 * Puts a call on record with the most it may come to, unless that would break a limit: gives the limit then. Counts what
 * every replica has on record.
 */
export async function reserveModelCall(
  pool: Pool,
  call: PlannedModelCall,
  budgets: ModelBudgets,
): Promise<BudgetLimit | undefined> {
  const { rows } = await inTransaction(pool, async (db) => {
    // Two calls of one user at once would not see each other's rows.
    await db.query('select pg_advisory_xact_lock($1, hashtext($2))', [BUDGET_LOCK, call.userId]);
    return db.query({ name: 'reserve-model-call', text: RESERVE, values: reserveValues(call, budgets) });
  });
  return z
    .object({ name: z.enum(BUDGET_LIMITS) })
    .optional()
    .parse(rows[0])?.name;
}

function reserveValues(call: PlannedModelCall, { turn, session, day }: ModelBudgets): unknown[] {
  const about = [call.callId, call.runId, call.sessionId, call.userId, call.purpose, call.model];
  const most = [call.promptVersion, call.inputTokens, call.outputTokens, call.costUsd];
  return [...about, ...most, ...[turn, session, day].flatMap(({ tokens, usd }) => [tokens, usd])];
}

/** What a reserved call came to. */
export async function settleModelCall(db: Database, call: EndedModelCall): Promise<void> {
  await db.query({
    name: 'settle-model-call',
    text: `update model_calls set outcome = $2, input_tokens = $3, output_tokens = $4, estimated = $5, cost_usd = $6,
             duration_ms = $7 where id = $1`,
    values: [
      call.callId,
      call.outcome,
      call.inputTokens,
      call.outputTokens,
      call.isEstimated,
      call.costUsd,
      call.durationMs,
    ],
  });
}
