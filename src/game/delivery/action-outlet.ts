import type { ShardSender } from '../../bus/game-outlet.js';
import type { GameRows } from '../../store/game-journal.js';
import type { NumberedOf } from '../matches/shard-book.js';

/** The actions of one entry of a shard's log. */
export interface ActionBatch extends ShardSender {
  no: number;
  actions: NumberedOf[];
  /** What is to go on record with them; undefined where it is there already. */
  rows: GameRows | undefined;
}

/** Where actions leave. */
export interface ActionOutlet {
  /**
   * Resolves when they have left; a batch that has left already does not leave again. Gives the shards that are another process's: of
   * these nothing left.
   */
  publish(batches: ActionBatch[]): Promise<ReadonlySet<number>>;
  /** Calls `take` with each action that leaves once it has resolved, until the function it gives is called. */
  subscribe(take: (action: NumberedOf) => void): Promise<() => void>;
  /** Undefined where nothing is kept: then actions may leave only once they are on record. */
  ahead: Ahead | undefined;
}

/** What has left and is not on record yet, kept where it left in the same step. */
export interface Ahead {
  /** From now on only this sender's batches leave; gives what the last one left behind, in order. */
  takeUp(sender: ShardSender): Promise<KeptEntry[]>;
  list(shard: number): Promise<KeptEntry[]>;
  /** These entries are on record. */
  forget(shard: number, nos: number[]): Promise<void>;
}

export interface KeptEntry {
  no: number;
  rows: GameRows;
}

/** The outlet of a process that has no Redis. */
export function createInProcessOutlet(): ActionOutlet {
  const takers = new Set<(action: NumberedOf) => void>();
  return {
    publish(batches) {
      for (const { actions } of batches)
        for (const action of actions) for (const take of takers) take(action);
      return Promise.resolve(new Set());
    },
    subscribe(take) {
      takers.add(take);
      return Promise.resolve(() => void takers.delete(take));
    },
    ahead: undefined,
  };
}
