import type { Pool } from 'pg';
import { z } from 'zod';
import {
  BUDGET_LIMITS,
  type BudgetLimit,
  type EndedModelCall,
  type ModelBudgets,
  type PlannedModelCall,
} from '../contracts/model-call.js';
import type { Database } from './database.js';

/**
 * Puts a call on record with the most it may come to, unless that would break a limit: gives the limit then. Counts what
 * every replica has on record. One statement: a turn waits for it before every call.
 */
export async function reserveModelCall(
  pool: Pool,
  call: PlannedModelCall,
  { turn, session, day }: ModelBudgets,
): Promise<BudgetLimit | undefined> {
  const about = [call.callId, call.runId, call.sessionId, call.userId, call.purpose, call.model];
  const most = [call.promptVersion, call.inputTokens, call.outputTokens, call.costUsd];
  const allowed = [turn, session, day].flatMap(({ tokens, usd }) => [tokens, usd]);
  const values = [...about, ...most, allowed];
  const { match } = call;
  const { rows } = await pool.query(
    match === undefined
      ? {
          name: 'reserve-model-call',
          text: 'select reserve_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as broken',
          values,
        }
      : {
          name: 'reserve-match-call',
          text: 'select reserve_match_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as broken',
          values: [...values, match.id, match.tokens],
        },
  );
  return Broken.parse(rows[0]).broken ?? undefined;
}

const Broken = z.object({ broken: z.enum(BUDGET_LIMITS).nullable() });

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
