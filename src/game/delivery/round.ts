export interface Round {
  /** Resolves when there is nothing left to do; what comes meanwhile is done in the same round. */
  start(): Promise<void>;
}

/** Does pieces of work one after the other, however often it is started; `next` begins a piece, or says that there is none. */
export function createRound(next: () => Promise<void> | undefined): Round {
  let round: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    // Not before `round` is set: a round without a piece ends in the same breath.
    await Promise.resolve();
    try {
      for (let piece = next(); piece !== undefined; piece = next()) await piece;
    } finally {
      round = undefined;
    }
  };
  return { start: () => (round ??= run()) };
}
