import { z } from 'zod';
import type { GameEvent } from '../../contracts/game-event.js';
import { JsonObject } from '../../contracts/json.js';
import type { EventOrder } from '../intake/event-order.js';
import type { MatchState } from './match-state.js';

// Written by us and read by us. Lists of pairs, never objects under names that a game server chose.
const Plain = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);
const Snapshot = z.object({
  orders: z.array(
    z.object({
      source: z.string(),
      next: z.int(),
      held: z.array(z.custom<GameEvent>((value) => typeof value === 'object' && value !== null)),
      gaps: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  minds: z.array(z.tuple([z.string(), Plain])),
  actions: z.int(),
  events: z.int(),
  unknown: z.int(),
  last_tick: z.number(),
  t_game: z.number(),
  outcome: z.string().nullable(),
});

export function writeSnapshot(state: MatchState): JsonObject {
  const snapshot: z.infer<typeof Snapshot> = {
    orders: [...state.orders].map(([source, { next, held, gaps }]) => ({
      source,
      next,
      held: [...held.values()],
      gaps,
    })),
    minds: [...state.minds].map(([player, mind]) => [player, mind.snapshot()]),
    actions: state.actions,
    events: state.events,
    unknown: state.unknown,
    last_tick: state.lastTick,
    t_game: state.tGame,
    outcome: state.outcome,
  };
  return snapshot as unknown as JsonObject;
}

type Remembered = Omit<MatchState, 'matchId' | 'minds'> & { minds: [string, JsonObject][] };

export function readSnapshot(snapshot: JsonObject): Remembered {
  const { orders, last_tick, t_game, ...rest } = Snapshot.parse(snapshot);
  const restored = orders.map(({ source, next, held, gaps }): [string, EventOrder] => [
    source,
    { next, held: new Map(held.map((event) => [event.seq, event])), gaps },
  ]);
  return { ...rest, orders: new Map(restored), lastTick: last_tick, tGame: t_game };
}
