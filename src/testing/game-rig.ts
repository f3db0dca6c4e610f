import type pg from 'pg';
import type { GameEventEnvelope } from '../contracts/game-event.js';
import type { NumberedAction } from '../contracts/game-door.js';
import { createInProcessOutlet, type ActionOutlet } from '../game/delivery/action-outlet.js';
import { createGame, type GameDeps, type GameService } from '../game/create-game.js';
import { GAME_LIMITS } from '../game/limits.js';
import { seedOf } from '../game/matches/played-mind.js';
import type { GameNotes } from '../game/matches/game-notes.js';
import { makeStubMind } from './stub-mind.js';

/** What playing said of itself. */
export interface NotedGame {
  notes: GameNotes;
  turnedAway: Record<string, number>;
  poisoned: string[];
  skipped: number;
  superseded: number;
  errors: unknown[];
  advised: string[];
  consulted: string[];
}

export function noteGame(): NotedGame {
  const noted: NotedGame = {
    turnedAway: {},
    poisoned: [],
    skipped: 0,
    superseded: 0,
    errors: [],
    advised: [],
    consulted: [],
    notes: {
      eventPlayed: () => undefined,
      ticked: () => undefined,
      eventTurnedAway: (outcome) => void (noted.turnedAway[outcome] = (noted.turnedAway[outcome] ?? 0) + 1),
      superseded: () => void (noted.superseded += 1),
      skipped: (numbers) => void (noted.skipped += numbers),
      poisoned: (event) => void noted.poisoned.push(`${event.source}:${event.seq}`),
      tickFailed: (_match, error) => void noted.errors.push(error),
      replayFailed: (_match, error) => void noted.errors.push(error),
      advised: (outcome) => void noted.advised.push(outcome),
      consulted: ({ outcome, cause }) =>
        void noted.consulted.push(cause === undefined ? outcome : `${outcome}: ${cause}`),
      eventsRead: () => undefined,
      lineWritten: () => undefined,
      actionsLeft: () => undefined,
      shardTaken: () => undefined,
      shardLost: () => undefined,
      away: (error) => void noted.errors.push(error),
    },
  };
  return noted;
}

export const GAME_SETTINGS = {
  shards: 4,
  backlog: 10_000,
  tickMs: 250,
  gapMs: 200,
  keepDays: 30,
  answerMs: 3_000,
  asksAtOnce: 4,
  matchTokens: 0,
};

/** What is decided hangs on no timing: nothing is given up, and a match that lags plans as often as one that does not. */
export const UNHURRIED = { ...GAME_SETTINGS, tickMs: GAME_LIMITS.lagTickMs, gapMs: 60_000 };

/** A game on a real database, over a mind that is a pure function of what it is told. */
export function createTestGame(
  pool: pg.Pool,
  options: Partial<GameDeps> = {},
): { game: GameService; noted: NotedGame; outlet: ActionOutlet } {
  const noted = noteGame();
  const outlet = options.outlet ?? createInProcessOutlet();
  const game = createGame({
    pool,
    settings: GAME_SETTINGS,
    leaseMs: 5_000,
    makeMind: makeStubMind,
    openStreams: undefined,
    notes: noted.notes,
    onOutbox: () => undefined,
    strategist: undefined,
    lineWriter: undefined,
    memories: undefined,
    now: () => new Date(),
    ...options,
    outlet,
  });
  return { game, noted, outlet };
}

/** Names of matches that plan at whole steps of game time: two with the same events plan in the same moments. */
export function createMatchNames(prefix: string): () => string {
  let last = 0;
  return () => {
    do last += 1;
    while (seedOf(`${prefix}-${last}`, '') % GAME_LIMITS.lagTickMs !== 0);
    return `${prefix}-${last}`;
  };
}

/** What is on record of a match: what its mind holds, and every action in order. */
export async function recordOf(
  pool: pg.Pool,
  matchId: string,
): Promise<{ snapshot: unknown; actions: NumberedAction[]; plans: unknown[] }> {
  const [match, actions, plans] = await Promise.all([
    pool.query<{ snapshot: string | null }>('select snapshot from game_matches where match_id = $1', [
      matchId,
    ]),
    pool.query<{ n: number; action: string }>(
      'select n, action from game_actions where match_id = $1 order by n',
      [matchId],
    ),
    pool.query<{ plan_id: string; step_no: number; cause: string }>(
      'select plan_id, step_no, cause, step from game_plan_steps where match_id = $1 order by t_game, plan_id, step_no',
      [matchId],
    ),
  ]);
  const snapshot = match.rows[0]?.snapshot;
  return {
    snapshot: snapshot === null || snapshot === undefined ? undefined : JSON.parse(snapshot),
    actions: actions.rows.map(({ n, action }) => ({ n, action: JSON.parse(action) })),
    plans: plans.rows,
  };
}

/** The events in parts of at most `size`. */
export function inBatches(events: readonly GameEventEnvelope[], size: number): GameEventEnvelope[][] {
  const batches: GameEventEnvelope[][] = [];
  for (let from = 0; from < events.length; from += size) batches.push(events.slice(from, from + size));
  return batches;
}
