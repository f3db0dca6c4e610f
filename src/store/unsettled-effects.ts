import type { StepError } from '../contracts/plan.js';
import type { Database } from './database.js';

/** What an effect that nobody waits for any more ends with. */
export interface Leftover {
  /** For one that left and of which nothing came back. */
  unknown: StepError;
  /** For one that never left. */
  failed: StepError;
}

export interface SettledEffect {
  tool: string;
  /** True where this call settled it, false where it was known to be unknown before. */
  isNew: boolean;
}

const ENDED = `update effects set state = case state when 'sent' then 'unknown' else 'failed' end,
  error = case state when 'sent' then $1::json else $2::json end, updated_at = now()`;

/**
 * Settles what a run that is about to end leaves open: what never left is `failed`, what left is `unknown`. Gives every
 * write of the run that is unknown. Settles nothing where the run is another attempt's.
 */
export async function settleEffectsOfRun(
  db: Database,
  run: { runId: string; attempt: number },
  leftover: Leftover,
): Promise<SettledEffect[]> {
  const { rows } = await db.query<{ tool: string; is_new: boolean }>({
    name: 'effects-of-ending-run',
    text: `with settled as (
             ${ENDED} where run_id = $3 and state in ('intent', 'sent')
               and exists (select 1 from runs where id = $3 and attempt = $4 and status = 'running')
             returning tool, state, created_at
           )
           select tool, true as is_new, created_at from settled where state = 'unknown' union all
           select tool, false, created_at from effects where run_id = $3 and state = 'unknown' order by created_at`,
    values: [JSON.stringify(leftover.unknown), JSON.stringify(leftover.failed), run.runId, run.attempt],
  });
  return rows.map((row) => ({ tool: row.tool, isNew: row.is_new }));
}

/**
 * Settles in the same way what nobody will settle: a write outside any run whose worker's lease has passed, and what a run
 * that has ended left open. Gives the tool of each write that is unknown from here on.
 */
export async function settleOrphanedEffects(db: Database, leftover: Leftover): Promise<string[]> {
  const { rows } = await db.query<{ tool: string; state: string }>({
    name: 'effects-orphaned',
    text: `${ENDED} where key in (
             select key from effects where state in ('intent', 'sent')
               and not exists (select 1 from workers where workers.id = effects.worker and lease_until > now())
               and not exists (select 1 from runs where runs.id = effects.run_id and status in ('queued', 'running'))
             for update skip locked)
           returning tool, state`,
    values: [JSON.stringify(leftover.unknown), JSON.stringify(leftover.failed)],
  });
  return rows.filter(({ state }) => state === 'unknown').map(({ tool }) => tool);
}
