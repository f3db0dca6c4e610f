import type pg from 'pg';
import { AppError } from '../core/errors.js';
import { strategySession } from '../core/strategy-ids.js';
import { listStrategyRuns } from '../store/run-views.js';
import { findMatch, listActions, listLastActions, listMatches, listPlans } from '../store/game-matches.js';
import { GameAction } from '../contracts/game-action.js';
import type { NumberedAction } from '../contracts/game-door.js';
import type { MatchViews } from './create-player.js';
import type { ActionOutlet, Ahead } from './delivery/action-outlet.js';
import { followActions } from './delivery/follow-actions.js';
import type { Game } from './game.js';
import { shardOf } from './matches/match-record.js';

const LAST_ACTIONS = 50;
const LAST_PLANS = 20;
const LAST_RUNS = 20;

/** What players may see of their matches: of those played here as of now, of others as of what is on record. */
export function createGameView({
  pool,
  outlet,
  shardCount,
  player: played,
}: {
  pool: pg.Pool;
  outlet: ActionOutlet;
  shardCount: number;
  player: Pick<MatchViews, 'view'>;
}): Pick<Game, 'list' | 'match' | 'follow'> {
  return {
    list: (player, limit) => listMatches(pool, player, limit),
    async match(matchId, player) {
      const of = { matchId, player };
      const [found, live, plans, actions, strategyRuns] = await Promise.all([
        findMatch(pool, of),
        played.view(matchId, player),
        listPlans(pool, of, LAST_PLANS),
        listLastActions(pool, of, LAST_ACTIONS),
        listStrategyRuns(pool, strategySession(matchId, player), LAST_RUNS),
      ]);
      // Whoever is not in the match is told nothing of it, not even that it is there.
      if (found === undefined) throw new AppError('not_found', 'There is no such match of yours.');
      const view = live ?? found.view;
      return { ...found, view, live: live !== undefined, plans, actions, strategy_runs: strategyRuns };
    },
    follow: (of, options) =>
      followActions(
        {
          outlet,
          list: (whose, page) => listActions(pool, whose, page),
          listAhead: ({ matchId, player }) =>
            listAhead(outlet.ahead, { matchId, player, shard: shardOf(matchId, shardCount) }),
        },
        of,
        options,
      ),
  };
}

async function listAhead(
  ahead: Ahead | undefined,
  { matchId, player, shard }: { matchId: string; player: string; shard: number },
): Promise<NumberedAction[]> {
  const entries = (await ahead?.list(shard)) ?? [];
  return entries
    .flatMap(({ rows }) => rows.actions)
    .filter((row) => row.matchId === matchId && row.player === player)
    .map(({ n, action }) => ({ n, action: GameAction.parse(JSON.parse(action)) }));
}
