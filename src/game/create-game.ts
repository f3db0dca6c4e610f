import type pg from 'pg';
import type { GameStreams } from '../bus/game-streams.js';
import { uuidv7 } from '../core/ids.js';
import type { ActionOutlet } from './delivery/action-outlet.js';
import { createDeadLetters } from './dead-letters.js';
import { createPlayer, type MatchPlayer, type PlayerDeps } from './create-player.js';
import type { Game } from './game.js';
import { createGameView } from './game-view.js';
import { createLocalSubmit, createStreamSubmit, type SubmitEvents } from './intake/submit-events.js';

export interface GameDeps extends Omit<PlayerDeps, 'id' | 'streams'> {
  /** Undefined: events come through this process's own doors only. */
  openStreams: ((consumer: string) => GameStreams) | undefined;
}

/** The doors, and what plays behind them. */
export interface GameService extends Game, Omit<MatchPlayer, 'view'> {}

/** Doors and player in this very thread. */
export function createGame(deps: GameDeps): GameService {
  const id = uuidv7();
  const streams = deps.openStreams?.(id);
  const player = createPlayer({ ...deps, id, streams });
  const { shards: shardCount, backlog } = deps.settings;
  const options = { shards: shardCount, backlog, onTurnedAway: deps.notes.eventTurnedAway };
  const submit =
    streams === undefined ? createLocalSubmit(player.shards, options) : createStreamSubmit(streams, options);
  return openDoors({ ...deps, shardCount, submit, player });
}

/** Doors over a player, wherever that plays. */
export function openDoors<Player extends MatchPlayer>(given: {
  pool: pg.Pool;
  outlet: ActionOutlet;
  shardCount: number;
  submit: SubmitEvents;
  player: Player;
}): Game & Player {
  const { pool, submit, player } = given;
  return { ...player, submit, ...createDeadLetters(pool, submit), ...createGameView(given) };
}
