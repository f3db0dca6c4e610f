import { RunOperations } from '../contracts/operations.js';
import type { Database } from './database.js';

const SHOWN = 20;

/** One statement, so that all of it is of one moment. Instants come as ISO 8601, for they are in JSON. */
const LOOK = `
with recent as (
  select * from runs where status in ('queued', 'running') or finished_at > now() - interval '1 day'
), spent as (
  select user_id, count(*)::int as calls, sum(input_tokens + output_tokens) as tokens, sum(cost_usd) as cost_usd
  from model_calls where at > now() - interval '1 day' group by user_id
)
select json_build_object(
  'by_status', (select coalesce(json_object_agg(status, count), '{}') from (
    select status, count(*) from recent group by status) x),
  'oldest_queued_at', (select min(created_at) from recent where status = 'queued'),
  'workers', (select count(*) from workers where lease_until > now()),
  'failed', (select coalesce(json_agg(x), '[]') from (
    select id as run_id, user_id, mode, coalesce(error->>'code', 'unknown') as code, attempt, finished_at from recent
    where status = 'failed' order by finished_at desc limit $1) x)
) as runs, json_build_object(
  'open', (select count(*) from effects where state in ('intent', 'sent')),
  'unknown', (select count(*) from effects where state = 'unknown'),
  'last', (select coalesce(json_agg(x), '[]') from (
    select key, run_id, user_id, tool, state, updated_at from effects
    where state = 'unknown' or (state in ('intent', 'sent') and updated_at < now() - interval '1 minute')
    order by updated_at desc limit $1) x)
) as effects, (select json_build_object('waiting', count(*), 'oldest_at', min(created_at)) from outbox) as outbox,
json_build_object(
  'calls', (select coalesce(sum(calls), 0) from spent),
  'tokens', (select coalesce(sum(tokens), 0) from spent),
  'cost_usd', (select coalesce(sum(cost_usd), 0) from spent),
  'by_user', (select coalesce(json_agg(x), '[]') from (
    select * from spent order by cost_usd desc, tokens desc limit $1) x)
) as spent`;

/** How the service fares by what is on record. */
export async function lookAtRecord(db: Database): Promise<Omit<RunOperations, 'queue'>> {
  const { rows } = await db.query({ name: 'operations', text: LOOK, values: [SHOWN] });
  return RunOperations.omit({ queue: true }).parse(rows[0]);
}
