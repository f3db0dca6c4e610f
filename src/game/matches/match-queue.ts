import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';

/** What waits for its turn in a match. */
export type QueuedInput =
  | {
      k: 'event';
      event: GameEvent;
      superseded: boolean;
      settled: (() => void) | undefined;
      readAt: number;
      /** Whose position it is, where it is one. */
      figure?: string;
    }
  | { k: 'gap'; source: string; next: number }
  | { k: 'advice'; player: string; advice: JsonObject }
  | { k: 'memory'; player: string; memory: JsonObject }
  | { k: 'line'; player: string; line: JsonObject }
  /** Comes after everything that was there before it. */
  | { k: 'mark'; passed: () => void };

/** What waits in many queues together. */
export interface Tally {
  waiting: number;
}

export interface MatchQueue {
  readonly size: number;
  /** How much of it is to be played: what was told again is only waited for. */
  readonly toPlay: number;
  add(input: QueuedInput): void;
  take(): QueuedInput | undefined;
  /** Returns to the front what was just taken. */
  putBack(input: QueuedInput): void;
}

/** Where somebody stands is soon told again; no other type may be passed over. */
const LATEST_WINS: ReadonlySet<string> = new Set([
  'boss.moved',
  'minion.moved',
  'player.moved',
  'ally.moved',
]);

/**
 * First in, first out. While `isBehind` with so many inputs to play, only the latest of the positions of one figure counts: those
 * before it are superseded, in their place.
 */
export function createMatchQueue(isBehind: (toPlay: number) => boolean, tally: Tally): MatchQueue {
  const inputs = createFifo<QueuedInput>();
  const positions = createPositions();
  let marks = 0;
  const count = ({ k }: QueuedInput, by: 1 | -1): void => {
    tally.waiting += by;
    if (k === 'mark') marks += by;
  };
  const toPlay = (): number => inputs.size() - marks;
  return {
    get size() {
      return inputs.size();
    },
    get toPlay() {
      return toPlay();
    },
    add(input) {
      inputs.push(input);
      count(input, 1);
      const before = positions.add(input);
      if (before !== undefined && isBehind(toPlay())) before.superseded = true;
    },
    take() {
      const input = inputs.shift();
      if (input === undefined) return undefined;
      count(input, -1);
      positions.remove(input);
      return input;
    },
    putBack(input) {
      inputs.unshift(input);
      count(input, 1);
    },
  };
}

/** A list that is taken from at its front without being moved each time. */
function createFifo<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    size: (): number => items.length - head,
    push: (item: T): void => void items.push(item),
    shift(): T | undefined {
      // Most wait alone: the list stays as it is.
      if (items.length === 1) return items.pop();
      const item = items[head];
      if (item === undefined) return undefined;
      head += 1;
      if (head > 1_024 || head === items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    unshift(item: T): void {
      items = [item, ...items.slice(head)];
      head = 0;
    },
  };
}

type QueuedEvent = Extract<QueuedInput, { k: 'event' }>;

/** The latest position of each figure among the inputs that wait. */
function createPositions() {
  const latest = new Map<string, QueuedEvent>();
  return {
    /** Gives the position of the same figure that was the latest so far. */
    add(input: QueuedInput): QueuedEvent | undefined {
      if (!isPosition(input)) return undefined;
      input.figure = figureOf(input.event);
      const before = latest.get(input.figure);
      latest.set(input.figure, input);
      return before;
    },
    remove(input: QueuedInput): void {
      if (input.k !== 'event' || input.figure === undefined) return;
      if (latest.get(input.figure) === input) latest.delete(input.figure);
    },
  };
}

function isPosition(input: QueuedInput): input is QueuedEvent {
  return input.k === 'event' && LATEST_WINS.has(input.event.type);
}

function figureOf({ source, player, type, payload }: GameEvent): string {
  const id = 'id' in payload ? payload.id : 'boss' in payload ? payload.boss : Object.values(payload)[0];
  // Names hold no control characters.
  return `${source}\n${player}\n${type}\n${String(id)}`;
}
