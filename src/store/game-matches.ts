import { MatchSummary, type GamePlanView, type NumberedAction } from '../contracts/game-door.js';
import { GameAction } from '../contracts/game-action.js';
import { JsonObject } from '../contracts/json.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

/** What a match is made again from. */
export interface StoredMatch {
  matchId: string;
  shard: number;
  snapshotNo: number;
  snapshot: string | null;
  outcome: string | null;
  /** The number of its last action on record. */
  lastAction: number;
}

export async function loadMatches(db: Database, matchIds: readonly string[]): Promise<StoredMatch[]> {
  const { rows } = await db.query<{
    match_id: string;
    shard: number;
    snapshot_no: string;
    snapshot: string | null;
    outcome: string | null;
    last_action: number;
  }>({
    name: 'game-load',
    text: `select match_id, shard, snapshot_no, snapshot, outcome,
             coalesce((select max(n) from game_actions a where a.match_id = m.match_id), 0) as last_action
           from game_matches m where match_id = any($1::text[])`,
    values: [matchIds],
  });
  return rows.map((row) => ({
    matchId: row.match_id,
    shard: row.shard,
    snapshotNo: Number(row.snapshot_no),
    snapshot: row.snapshot,
    outcome: row.outcome,
    lastAction: row.last_action,
  }));
}

/** The entries of a shard's log after number `after`, in order. */
export async function readGameLog(
  db: Database,
  shard: number,
  after: number,
  limit: number,
): Promise<{ no: number; inputs: string }[]> {
  const { rows } = await db.query<{ no: string; inputs: string }>({
    name: 'game-log',
    text: 'select no, inputs from game_log where shard = $1 and no > $2 order by no limit $3',
    values: [shard, after, limit],
  });
  return rows.map(({ no, inputs }) => ({ no: Number(no), inputs }));
}

interface StoredAction {
  match_id: string;
  n: number;
  log_no: string;
  action: string;
}

/** The actions of a shard's log entries after number `after`: those that may not have left. */
export async function listActionsAfter(
  db: Database,
  shard: number,
  after: number,
): Promise<{ no: number; matchId: string; numbered: NumberedAction }[]> {
  const { rows } = await db.query<StoredAction>(
    'select match_id, n, log_no, action from game_actions where shard = $1 and log_no > $2 order by log_no, match_id, n',
    [shard, after],
  );
  return rows.map((row) => ({ no: Number(row.log_no), matchId: row.match_id, numbered: toNumbered(row) }));
}

/** A player's actions in a match after number `after`, in order. */
export async function listActions(
  db: Database,
  of: { matchId: string; player: string },
  { after, limit }: { after: number; limit: number },
): Promise<NumberedAction[]> {
  const { rows } = await db.query<StoredAction>({
    name: 'game-actions',
    text: `select match_id, n, log_no, action from game_actions
           where match_id = $1 and player = $2 and n > $3 order by n limit $4`,
    values: [of.matchId, of.player, after, limit],
  });
  return rows.map(toNumbered);
}

/** A player's last actions in a match, in order. */
export async function listLastActions(
  db: Database,
  of: { matchId: string; player: string },
  limit: number,
): Promise<NumberedAction[]> {
  const { rows } = await db.query<StoredAction>({
    name: 'game-last-actions',
    text: `select match_id, n, log_no, action from game_actions
           where match_id = $1 and player = $2 order by n desc limit $3`,
    values: [of.matchId, of.player, limit],
  });
  return rows.toReversed().map(toNumbered);
}

function toNumbered({ n, action }: StoredAction): NumberedAction {
  return { n, action: GameAction.parse(JSON.parse(action)) };
}

/** The last plans made for a player in a match, with why, in order. */
export async function listPlans(
  db: Database,
  of: { matchId: string; player: string },
  limit: number,
): Promise<GamePlanView[]> {
  const { rows } = await db.query<Omit<GamePlanView, 'steps'> & { steps: string[] }>({
    name: 'game-plans',
    text: `select plan_id, player, goal, cause, t_game, array_agg(step order by step_no) as steps
           from game_plan_steps where match_id = $1 and player = $2
           group by plan_id, player, goal, cause, t_game order by t_game desc, plan_id limit $3`,
    values: [of.matchId, of.player, limit],
  });
  return rows.toReversed().map((row) => ({
    ...row,
    steps: row.steps.map((step) => JsonObject.parse(JSON.parse(step))),
  }));
}

/** A player's matches, the last played first. */
export async function listMatches(db: Database, player: string, limit: number): Promise<MatchSummary[]> {
  const { rows } = await db.query({
    name: 'game-matches',
    text: `select m.match_id, p.player, m.outcome, m.started_at, m.last_event_at
           from game_minds p join game_matches m using (match_id)
           where p.player = $1 order by m.last_event_at desc, m.match_id limit $2`,
    values: [player, limit],
  });
  return rows.map((row) => MatchSummary.parse(withIsoDates(row)));
}

/** One match as its player may see it; undefined where there is none, or the player is not in it. */
export async function findMatch(
  db: Database,
  of: { matchId: string; player: string },
): Promise<(MatchSummary & { view: JsonObject | null }) | undefined> {
  const { rows } = await db.query<{ view: string | null }>({
    name: 'game-match',
    text: `select m.match_id, p.player, m.outcome, m.started_at, m.last_event_at, p.view
           from game_minds p join game_matches m using (match_id) where p.player = $1 and m.match_id = $2`,
    values: [of.player, of.matchId],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const view = row.view === null ? null : JsonObject.parse(JSON.parse(row.view));
  return { ...MatchSummary.parse(withIsoDates({ ...row })), view };
}

/** Deletes some matches, and conversations with the strategist, in which nothing happened for `days`; gives how many. */
export async function forgetOldMatches(db: Database, days: number): Promise<number> {
  const { rowCount } = await db.query(
    `with old as (
       delete from game_matches where match_id in (
         select match_id from game_matches where last_event_at < now() - $1 * interval '1 day' limit 200)
       returning match_id
     ), acted as (delete from game_actions using old where game_actions.match_id = old.match_id),
     planned as (delete from game_plan_steps using old where game_plan_steps.match_id = old.match_id),
     asked as (
       delete from sessions where id in (
         select id from sessions where source = 'game' and last_active_at < now() - $1 * interval '1 day' limit 200)
       returning id
     )
     select match_id from old union all select id from asked`,
    [days],
  );
  return rowCount ?? 0;
}
