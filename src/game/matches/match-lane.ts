import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';
import {
  createEventOrder,
  hasWaitedEnough,
  place,
  skipGap,
  takeNext,
  type EventOrder,
  type OrderLimits,
  type Place,
} from '../intake/event-order.js';
import type { MatchRecord } from './match-record.js';
import { createMatchQueue, type MatchQueue, type Tally } from './match-queue.js';
import { applyRecord, type Effect, type MatchOptions, type MatchState } from './match-state.js';
import { seedOf } from './played-mind.js';
import { playNext } from './play-next.js';

export interface LaneLimits extends OrderLimits {
  /** A match with more inputs than this before it is behind: positions are thinned out, and it plans less often. */
  lagging: number;
  /** Milliseconds of game time between two plans, and between two where the match is behind. */
  tickMs: number;
  lagTickMs: number;
  /** Figures a match may have: sources of events, and players with a mind. */
  maxSources: number;
}

/** When the event came that a record is about (0: long ago), and how long its effect took; in milliseconds. */
export interface RecordTiming {
  readAt: number;
  tookMs: number;
}

/** Where what happens in a match goes. */
export interface LaneOutput {
  record(record: MatchRecord, effect: Effect, timing: RecordTiming): void;
  /** An event on which the mind failed: it was not acted on. */
  poison(event: GameEvent, error: unknown): void;
  /** A plan could not be made; the match goes on without one for a while. */
  tickFailed(error: unknown): void;
  skipped(events: number): void;
  superseded(): void;
}

/** One match in this process: its events in the order of their numbers, one at a time. */
export interface MatchLane {
  readonly matchId: string;
  state: MatchState;
  /** The mind failed in the middle of something: nothing is played until the state is made again. */
  broken: boolean;
  readonly waiting: number;
  /** No plan is made before this moment of game time: the last one could not be. */
  ticksFrom: number;
  /** Since when events wait for one that is missing; undefined where none do. */
  stuckSince: number | undefined;
  /** `settled` is called when the event needs not be delivered again, once the records so far are kept. */
  receive(event: GameEvent, arrival: { readAt: number; settled: () => void }): Place;
  advise(player: string, advice: JsonObject): void;
  /** What the player's matches against a boss came to. */
  remember(player: string, memory: JsonObject): void;
  /** A line for an NPC of the player's match. */
  say(player: string, line: JsonObject): void;
  /** Goes on behind what is missing. */
  giveUpGaps(): void;
  /** Plays the next input; false where there is none. */
  playNext(): boolean;
}

export interface LaneParts {
  state: MatchState;
  /** Whether this match is behind, with so many inputs to play, or all matches of this process are. */
  isBehind: (toPlay: number) => boolean;
  /** Shifts the moments at which the match plans. */
  phase: number;
  orders: Map<string, EventOrder>;
  queue: MatchQueue;
  limits: LaneLimits;
  options: MatchOptions;
  output: LaneOutput;
}

interface LaneOptions extends Pick<LaneParts, 'state' | 'limits' | 'options' | 'output'> {
  isBusy: () => boolean;
  tally: Tally;
}

export function createMatchLane(given: LaneOptions): MatchLane {
  const parts = openParts(given);
  const lane: MatchLane = {
    matchId: parts.state.matchId,
    get state() {
      return parts.state;
    },
    set state(state) {
      parts.state = state;
    },
    broken: false,
    ticksFrom: 0,
    get waiting() {
      return parts.queue.size;
    },
    stuckSince: undefined,
    receive: (event, arrival) => receive(lane, parts, event, arrival),
    advise: (player, advice) => parts.queue.add({ k: 'advice', player, advice }),
    remember: (player, memory) => parts.queue.add({ k: 'memory', player, memory }),
    say: (player, line) => parts.queue.add({ k: 'line', player, line }),
    giveUpGaps() {
      for (const [source, order] of parts.orders) if (order.held.size > 0) goOn(parts, source, order);
      lane.stuckSince = undefined;
    },
    playNext: () => playNext(lane, parts),
  };
  takeUp(lane, parts);
  return lane;
}

function openParts({ state, limits, options, output, isBusy, tally }: LaneOptions): LaneParts {
  const isBehind = (toPlay: number): boolean => toPlay > limits.lagging || isBusy();
  const phase = seedOf(state.matchId, '');
  const queue = createMatchQueue(isBehind, tally);
  return { state, isBehind, phase, orders: new Map(), queue, limits, options, output };
}

/** What the record says is waiting. */
function takeUp(lane: MatchLane, parts: LaneParts): void {
  for (const [source, { next, held, gaps }] of parts.state.orders) {
    const order = { next, held: new Map(held), gaps: [...gaps] };
    parts.orders.set(source, order);
    enqueueReady(parts, order, 0);
    if (order.held.size > 0) lane.stuckSince = 0;
  }
}

function receive(
  lane: MatchLane,
  parts: LaneParts,
  event: GameEvent,
  { readAt, settled }: { readAt: number; settled: () => void },
): Place {
  const order = orderOf(parts, event.source);
  const where = place(order, event);
  if (where === 'next') {
    parts.queue.add({ k: 'event', event, superseded: false, settled, readAt });
    enqueueReady(parts, order, readAt);
  } else {
    if (where === 'held') hold(lane, parts, event, readAt);
    // The first delivery of a repeated event may still wait for its turn.
    if (where === 'held' || parts.queue.size === 0) settled();
    else parts.queue.add({ k: 'mark', passed: settled });
  }
  if (lane.stuckSince !== undefined && !isStuck(parts)) lane.stuckSince = undefined;
  return where;
}

function isStuck({ orders }: LaneParts): boolean {
  return [...orders.values()].some(({ held }) => held.size > 0);
}

/** On record at once: the one who sent it need not send it again. */
function hold(lane: MatchLane, parts: LaneParts, event: GameEvent, readAt: number): void {
  const record: MatchRecord = { k: 'held', event };
  parts.output.record(record, applyRecord(parts.state, record, parts.options), { readAt, tookMs: 0 });
  lane.stuckSince ??= readAt;
  const order = orderOf(parts, event.source);
  if (hasWaitedEnough(order, parts.limits)) goOn(parts, event.source, order);
}

function goOn(parts: LaneParts, source: string, order: EventOrder): void {
  parts.output.skipped(skipGap(order));
  parts.queue.add({ k: 'gap', source, next: order.next });
  enqueueReady(parts, order, 0);
}

/** Queues what was held and has its turn now, with when the event came that it waited for: it is on record already. */
function enqueueReady({ queue }: LaneParts, order: EventOrder, readAt: number): void {
  for (let event = takeNext(order); event !== undefined; event = takeNext(order))
    queue.add({ k: 'event', event, superseded: false, settled: undefined, readAt });
}

function orderOf({ orders }: LaneParts, source: string): EventOrder {
  const known = orders.get(source);
  if (known !== undefined) return known;
  const order = createEventOrder();
  orders.set(source, order);
  return order;
}
