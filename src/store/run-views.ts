import { StrategyRun } from '../contracts/game-strategy.js';
import { RunView } from '../contracts/run.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

const USAGE = `select json_build_object('calls', count(*), 'input_tokens', coalesce(sum(input_tokens), 0),
    'output_tokens', coalesce(sum(output_tokens), 0), 'cost_usd', coalesce(sum(cost_usd), 0))
  from model_calls where session_id = runs.session_id and run_id = runs.id and outcome is not null`;

const VIEW = `select id as run_id, session_id, user_id, mode, status, message, dry_run,
  case when game is null then 'chat' else 'game' end as source, fork, attempt, reply, error,
  (${USAGE}) as model_usage, created_at, started_at, finished_at from runs`;

/** One run of this user, or undefined. */
export async function findRun(db: Database, runId: string, userId: string): Promise<RunView | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(`${VIEW} where id = $1 and user_id = $2`, [
    runId,
    userId,
  ]);
  return rows[0] === undefined ? undefined : RunView.parse(withIsoDates(rows[0]));
}

/** A session's last runs of the strategist, in order. */
export async function listStrategyRuns(
  db: Database,
  sessionId: string,
  limit: number,
): Promise<StrategyRun[]> {
  const { rows } = await db.query<Record<string, unknown>>({
    name: 'strategy-runs',
    text: `select id as run_id, status, (game->'question'->>'generation')::int as generation,
             game->'question'->>'because' as because, (game->'question'->>'asked_at')::float8 as asked_at,
             created_at, finished_at
           from runs where session_id = $1 and game is not null order by accepted_no desc limit $2`,
    values: [sessionId, limit],
  });
  return rows.toReversed().map((row) => StrategyRun.parse(withIsoDates(row)));
}

/** True where nothing more will happen to the run, or there is no such run. */
export async function hasEnded(db: Database, runId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'run-unfinished',
    text: `select 1 from runs where id = $1 and status in ('queued', 'running')`,
    values: [runId],
  });
  return rowCount === 0;
}
