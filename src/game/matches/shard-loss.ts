/** That a shard is not ours any more: said once, to all who wait for it. */
export interface ShardLoss {
  readonly isLost: boolean;
  /** Calls `tell` when the shard is lost, at once if it is; gives what ends the waiting. */
  whenLost(tell: () => void): () => void;
  lose(): void;
}

export function createShardLoss(): ShardLoss {
  const waiting = new Set<() => void>();
  let isLost = false;
  return {
    get isLost() {
      return isLost;
    },
    whenLost(tell) {
      if (isLost) tell();
      // Each waits for itself, also where two wait with the same function.
      const told = (): void => tell();
      waiting.add(told);
      return () => void waiting.delete(told);
    },
    lose() {
      isLost = true;
      for (const tell of waiting) tell();
      waiting.clear();
    },
  };
}
