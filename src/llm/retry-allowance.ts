/** Keeps retries to a share of the calls, so that a model in trouble is not asked more often for it. */
export interface RetryAllowance {
  /** A call was made that may earn another one its retry. */
  earn(): void;
  /** False where there have been too many. */
  take(): boolean;
}

/** One retry for so many calls in the long run, and a few at once. */
const CALLS_FOR_A_RETRY = 20;
const MOST_AT_ONCE = 2;

export function createRetryAllowance(): RetryAllowance {
  // Counted in calls, because a twentieth of a retry is no number that adds up.
  let earned = MOST_AT_ONCE * CALLS_FOR_A_RETRY;
  return {
    earn: () => void (earned = Math.min(earned + 1, MOST_AT_ONCE * CALLS_FOR_A_RETRY)),
    take() {
      if (earned < CALLS_FOR_A_RETRY) return false;
      earned -= CALLS_FOR_A_RETRY;
      return true;
    },
  };
}
