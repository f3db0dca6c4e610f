import type { NumberedOf } from '../matches/shard-book.js';

/** The actions of one entry of a shard's log. */
export interface ActionBatch {
  shard: number;
  /** Of the log: numbers start anew with it. */
  epoch: string;
  no: number;
  actions: NumberedOf[];
}

/** Where actions leave. */
export interface ActionOutlet {
  /** Resolves when they have left; a batch that has left already does not leave again. */
  publish(batches: ActionBatch[]): Promise<void>;
  /** Calls `take` with each action that leaves once it has resolved, until the function it gives is called. */
  subscribe(take: (action: NumberedOf) => void): Promise<() => void>;
}

/** The outlet of a process that has no Redis. */
export function createInProcessOutlet(): ActionOutlet {
  const takers = new Set<(action: NumberedOf) => void>();
  return {
    publish(batches) {
      for (const { actions } of batches)
        for (const action of actions) for (const take of takers) take(action);
      return Promise.resolve();
    },
    subscribe(take) {
      takers.add(take);
      return Promise.resolve(() => void takers.delete(take));
    },
  };
}
