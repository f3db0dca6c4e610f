import type { Database } from './database.js';

/** How far a shard's log goes, under the token by which the shard is ours. */
export interface ShardRow {
  shard: number;
  token: string;
  no: number;
  /** The actions of all entries up to this one have left. */
  published: number;
  /** Entries before this one are in snapshots. */
  keepFrom: number;
}

/** An entry of a shard's log; JSON. */
export interface LogRow {
  shard: number;
  no: number;
  inputs: string;
}

export interface MatchRow {
  matchId: string;
  shard: number;
  /** Null where only the match's being there is to be put on record. */
  snapshot: string | null;
  snapshotNo: number;
  outcome: string | null;
}

export interface MindRow {
  matchId: string;
  player: string;
  shard: number;
  view: string | null;
}

export interface ActionRow {
  matchId: string;
  n: number;
  player: string;
  shard: number;
  no: number;
  action: string;
}

export interface PlanStepRow {
  planId: string;
  stepNo: number;
  matchId: string;
  shard: number;
  player: string;
  goal: string;
  cause: string;
  tGame: number;
  step: string;
}

export interface GameBusEvent {
  shard: number;
  eventId: string;
  planId: string;
  payload: string;
}

export interface DeadLetterRow {
  id: string;
  shard: number;
  matchId: string | null;
  reason: string;
  event: string;
}

/** What happened, as rows. */
export interface GameRows {
  log: LogRow[];
  matches: MatchRow[];
  minds: MindRow[];
  actions: ActionRow[];
  steps: PlanStepRow[];
  busEvents: GameBusEvent[];
  deadLetters: DeadLetterRow[];
}

/** What one commit writes, for many shards and matches: one row for each shard and each match. */
export interface JournalBatch extends GameRows {
  shards: ShardRow[];
}

// JSON holds no control characters, so a list of it travels as one text with one between any two: quoting each quotation mark, as
// an array would have it, is a tenth of all work.
const BETWEEN = '\u001f';
const NULL = '\u001e';
const texts = (n: number): string => `string_to_array($${n}::text, E'\\x1f', E'\\x1e')`;

// One statement: what is known of an event, what was done for it and what is to be sent stand together or not at all. Only
// for shards whose token is still ours; a statement whose answer was lost can be made again.
const COMMIT = `
with live as (
  update game_shards s set log_no = greatest(s.log_no, x.no), published_no = greatest(s.published_no, x.published)
  from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
    as x(shard, token, no, published, keep_from)
  where s.shard = x.shard and s.token = x.token
  returning s.shard, x.keep_from
), logged as (
  insert into game_log (shard, no, inputs)
  select x.shard, x.no, x.inputs from unnest($6::int[], $40::bigint[], ${texts(41)}) as x(shard, no, inputs) join live using (shard)
  on conflict do nothing
), trimmed as (
  delete from game_log using live where game_log.shard = live.shard and game_log.no < live.keep_from
), matched as (
  insert into game_matches as m (match_id, shard, snapshot, snapshot_no, outcome)
  select x.match_id, x.shard, x.snapshot, x.snapshot_no, x.outcome
  from unnest($7::text[], $8::int[], ${texts(9)}, $10::bigint[], $11::text[])
    as x(match_id, shard, snapshot, snapshot_no, outcome) join live using (shard)
  on conflict (match_id) do update
    set snapshot = excluded.snapshot, snapshot_no = excluded.snapshot_no, outcome = excluded.outcome, last_event_at = now()
    where excluded.snapshot is not null and excluded.snapshot_no >= m.snapshot_no
  returning m.match_id
), minded as (
  insert into game_minds as m (player, match_id, view)
  select x.player, x.match_id, x.view
  from unnest($36::text[], $37::text[], $38::int[], ${texts(39)}) as x(player, match_id, shard, view) join live using (shard)
  on conflict (player, match_id) do update set view = excluded.view where excluded.view is not null
), acted as (
  insert into game_actions (match_id, n, player, shard, log_no, action)
  select x.match_id, x.n, x.player, x.shard, x.no, x.action
  from unnest($12::text[], $13::int[], $14::text[], $15::int[], $16::bigint[], ${texts(17)})
    as x(match_id, n, player, shard, no, action) join live using (shard)
  on conflict do nothing
), planned as (
  insert into game_plan_steps (plan_id, step_no, match_id, player, goal, cause, t_game, step)
  select x.plan_id, x.step_no, x.match_id, x.player, x.goal, x.cause, x.t_game, x.step
  from unnest($18::text[], $19::int[], $20::text[], $21::int[], $22::text[], $23::text[], $24::text[], $25::float8[], ${texts(26)})
    as x(plan_id, step_no, match_id, shard, player, goal, cause, t_game, step) join live using (shard)
  on conflict do nothing
  returning plan_id
), announced as (
  insert into outbox (event_id, event, payload)
  select x.event_id, 'copilot.game.plan', x.payload::json
  from unnest($27::uuid[], $28::int[], $29::text[], ${texts(30)}) with ordinality as x(event_id, shard, plan_id, payload, position)
    join live using (shard)
  where x.plan_id in (select plan_id from planned) order by x.position
  on conflict do nothing
), died as (
  insert into game_dead_letters (id, match_id, reason, event)
  select x.id, x.match_id, x.reason, x.event
  from unnest($31::uuid[], $32::int[], $33::text[], $34::text[], $35::text[])
    as x(id, shard, match_id, reason, event) join live using (shard)
  on conflict do nothing
)
select shard from live`;

/** Commits a batch; gives the shards that were still ours. What belongs to another shard was not written. */
export async function commitGame(db: Database, batch: JournalBatch): Promise<ReadonlySet<number>> {
  const { shards, log, matches, minds, actions, steps, busEvents, deadLetters } = batch;
  const values = [
    ...columns(shards, ['shard', 'token', 'no', 'published', 'keepFrom']),
    ...columns(log, ['shard']),
    ...columns(matches, ['matchId', 'shard']),
    listOf(matches, 'snapshot'),
    ...columns(matches, ['snapshotNo', 'outcome']),
    ...columns(actions, ['matchId', 'n', 'player', 'shard', 'no']),
    listOf(actions, 'action'),
    ...columns(steps, ['planId', 'stepNo', 'matchId', 'shard', 'player', 'goal', 'cause', 'tGame']),
    listOf(steps, 'step'),
    ...columns(busEvents, ['eventId', 'shard', 'planId']),
    listOf(busEvents, 'payload'),
    ...columns(deadLetters, ['id', 'shard', 'matchId', 'reason', 'event']),
    ...columns(minds, ['player', 'matchId', 'shard']),
    listOf(minds, 'view'),
    ...columns(log, ['no']),
    listOf(log, 'inputs'),
  ];
  const { rows } = await db.query<{ shard: number }>({ name: 'game-commit', text: COMMIT, values });
  return new Set(rows.map(({ shard }) => shard));
}

function columns<Row, Name extends keyof Row>(rows: Row[], names: Name[]): Row[Name][][] {
  return names.map((name) => rows.map((row) => row[name]));
}

/** A column of JSON, or null. */
function listOf<Name extends string>(rows: Record<Name, string | null>[], name: Name): string {
  return rows.map((row) => row[name] ?? NULL).join(BETWEEN);
}
