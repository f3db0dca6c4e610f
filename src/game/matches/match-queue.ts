import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';

/** What waits for its turn in a match. */
export type QueuedInput =
  | { k: 'event'; event: GameEvent; superseded: boolean; settled: (() => void) | undefined; readAt: number }
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
 * First in, first out. While `isBehind` with so many inputs waiting, only the latest of the positions of one figure counts: those
 * before it are superseded, in their place.
 */
export function createMatchQueue(isBehind: (waiting: number) => boolean, tally: Tally): MatchQueue {
  let inputs: QueuedInput[] = [];
  let head = 0;
  const latest = new Map<string, Extract<QueuedInput, { k: 'event' }>>();
  const size = (): number => inputs.length - head;
  return {
    get size() {
      return size();
    },
    add(input) {
      inputs.push(input);
      tally.waiting += 1;
      if (input.k !== 'event' || !LATEST_WINS.has(input.event.type)) return;
      const figure = figureOf(input.event);
      const before = latest.get(figure);
      if (before !== undefined && isBehind(size())) before.superseded = true;
      latest.set(figure, input);
    },
    take() {
      const input = inputs[head];
      if (input === undefined) return undefined;
      head += 1;
      tally.waiting -= 1;
      if (head > 1_024 || head === inputs.length) {
        inputs = inputs.slice(head);
        head = 0;
      }
      if (input.k === 'event' && LATEST_WINS.has(input.event.type)) {
        const figure = figureOf(input.event);
        if (latest.get(figure) === input) latest.delete(figure);
      }
      return input;
    },
    putBack(input) {
      inputs = [input, ...inputs.slice(head)];
      tally.waiting += 1;
      head = 0;
    },
  };
}

function figureOf({ source, player, type, payload }: GameEvent): string {
  const id = 'id' in payload ? payload.id : 'boss' in payload ? payload.boss : Object.values(payload)[0];
  // Names hold no control characters.
  return `${source}\n${player}\n${type}\n${String(id)}`;
}
