import type { GameEvent } from '../../contracts/game-event.js';
import type { Place } from '../intake/event-order.js';

export interface Arrival {
  event: GameEvent;
  /** On the clock of `performance.now()`. */
  readAt: number;
  /** Called when the event needs not be delivered again, once what is in the book is on record. */
  settled: () => void;
}

/** `crowded`: the match has too many sources or players, or there are too many matches; it was not taken, nor settled. */
export type ArrivalOutcome = Place | 'crowded';

/** What a shard does with what arrives for it. */
export interface MatchTaking {
  isHere(matchId: string): boolean;
  /** Brings matches here from the record; some may stay away where there are too many. */
  load(matchIds: string[]): Promise<void>;
  take(arrival: Arrival): ArrivalOutcome;
  onTaken(): void;
}

export interface MatchIntake {
  /** Hands events to their matches, in the order in which they come for each; says what became of them. */
  receive(arrivals: readonly Arrival[]): Promise<ArrivalOutcome[]>;
}

/** The matches of one shard. Those that have to be loaded keep no others waiting. */
export function createMatchIntake({ isHere, load, take, onTaken }: MatchTaking): MatchIntake {
  /** Events on their way to a match behind a load, by match. */
  const behind = new Map<string, number>();
  let loads: Promise<unknown> = Promise.resolve();
  const mustWait = ({ event }: Arrival): boolean => behind.has(event.match_id) || !isHere(event.match_id);
  const count = (arrivals: readonly Arrival[], more: number): void => {
    for (const { event } of arrivals) {
      const now = (behind.get(event.match_id) ?? 0) + more;
      if (now > 0) behind.set(event.match_id, now);
      else behind.delete(event.match_id);
    }
  };
  const loadThenTake = async (arrivals: readonly Arrival[]): Promise<ArrivalOutcome[]> => {
    try {
      const missing = new Set(arrivals.map(({ event }) => event.match_id).filter((id) => !isHere(id)));
      if (missing.size > 0) await load([...missing]);
      return arrivals.map(take);
    } finally {
      count(arrivals, -1);
      onTaken();
    }
  };
  return {
    async receive(arrivals) {
      const late: Arrival[] = [];
      const outcomes = arrivals.map((arrival) => {
        if (!mustWait(arrival)) return take(arrival);
        late.push(arrival);
        count([arrival], 1);
        return undefined;
      });
      onTaken();
      if (late.length === 0) return outcomes.filter((outcome) => outcome !== undefined);
      const loading = loads.then(() => loadThenTake(late));
      loads = loading.catch(() => undefined);
      const taken = await loading;
      return outcomes.map((outcome) => outcome ?? taken.shift() ?? 'crowded');
    },
  };
}
