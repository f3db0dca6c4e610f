import type { GameAction } from '../../contracts/game-action.js';
import type { NumberedAction } from '../../contracts/game-door.js';
import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';
import { createEventOrder, moveTo, type EventOrder } from '../intake/event-order.js';
import type { MatchRecord } from './match-record.js';
import { readSnapshot, writeSnapshot } from './match-snapshot.js';
import { seedOf, type AdviceVerdict, type MakeMind, type PlayedMind } from './played-mind.js';

/** Everything about a match that has to outlive its process. Changed by records alone. */
export interface MatchState {
  readonly matchId: string;
  /** By source: which number's turn it is, and what waits. Of what is on record, not of what is on its way. */
  readonly orders: Map<string, EventOrder>;
  /** By player. */
  readonly minds: Map<string, PlayedMind>;
  /** The number of the last action. */
  actions: number;
  events: number;
  unknown: number;
  lastTick: number;
  tGame: number;
  outcome: string | null;
}

export interface MatchOptions {
  makeMind: MakeMind;
}

export function openMatchState(
  matchId: string,
  { makeMind }: MatchOptions,
  snapshot?: JsonObject,
): MatchState {
  const blank: MatchState = {
    matchId,
    orders: new Map(),
    minds: new Map(),
    actions: 0,
    events: 0,
    unknown: 0,
    lastTick: 0,
    tGame: 0,
    outcome: null,
  };
  if (snapshot === undefined) return blank;
  const { minds, ...rest } = readSnapshot(snapshot);
  const remember = ([player, mind]: [string, JsonObject]): [string, PlayedMind] => [
    player,
    makeMind({ matchId, player, seed: seedOf(matchId, player), snapshot: mind }),
  ];
  return { ...blank, ...rest, minds: new Map(minds.map(remember)) };
}

export { writeSnapshot as snapshotOf };

/** What came of a record. */
export interface Effect {
  actions: NumberedAction[];
  /** What a mind made of the strategist's answer, where the record is one. */
  verdict?: AdviceVerdict;
}

/** Has a record take effect; gives what comes of it. The same records give the same. */
export function applyRecord(state: MatchState, record: MatchRecord, options: MatchOptions): Effect {
  switch (record.k) {
    case 'event':
      return { actions: observe(state, record.event, options) };
    case 'held':
      orderOf(state, record.event.source).held.set(record.event.seq, record.event);
      return NOTHING;
    case 'passed':
      settle(state, record.source, record.seq);
      return NOTHING;
    case 'gap':
      moveTo(orderOf(state, record.source), record.next);
      return NOTHING;
    case 'tick':
      state.lastTick = record.t;
      return { actions: tick(state, record.t) };
    case 'advice': {
      const verdict = state.minds.get(record.player)?.advise(record.advice);
      return { actions: [], ...(verdict !== undefined && { verdict }) };
    }
    case 'memory':
      state.minds.get(record.player)?.remember(record.memory);
      return NOTHING;
    case 'line':
      return { actions: number(state, state.minds.get(record.player)?.say(record.line) ?? []) };
    default:
      return record satisfies never;
  }
}

const NOTHING: Effect = { actions: [] };

function observe(state: MatchState, event: GameEvent, options: MatchOptions): NumberedAction[] {
  settle(state, event.source, event.seq);
  state.events += 1;
  state.tGame = Math.max(state.tGame, event.t_game);
  if ('unknown' in event) state.unknown += 1;
  else if (event.type === 'match.ended') state.outcome = event.payload.outcome;
  return number(state, mindOf(state, event.player, options).observe(event));
}

function tick(state: MatchState, t: number): NumberedAction[] {
  const actions: NumberedAction[] = [];
  for (const mind of state.minds.values()) actions.push(...number(state, mind.tick(t)));
  return actions;
}

/** The mind that plays for `player`; made when it is first spoken to. */
function mindOf(state: MatchState, player: string, { makeMind }: MatchOptions): PlayedMind {
  const known = state.minds.get(player);
  if (known !== undefined) return known;
  const { matchId } = state;
  const made = makeMind({ matchId, player, seed: seedOf(matchId, player) });
  state.minds.set(player, made);
  return made;
}

function settle(state: MatchState, source: string, seq: number): void {
  const order = orderOf(state, source);
  order.held.delete(seq);
  order.next = Math.max(order.next, seq + 1);
}

function orderOf(state: MatchState, source: string): EventOrder {
  const known = state.orders.get(source);
  if (known !== undefined) return known;
  const order = createEventOrder();
  state.orders.set(source, order);
  return order;
}

function number(state: MatchState, actions: GameAction[]): NumberedAction[] {
  return actions.map((action) => {
    state.actions += 1;
    return { n: state.actions, action };
  });
}
