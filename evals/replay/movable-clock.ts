import type { Clock } from '../../src/core/clock.js';

/** A clock that stands where it was put. Parts that outlive a case hold it, and are in the time of the case that is played. */
export interface MovableClock extends Clock {
  set(time: Date): void;
}

export function createMovableClock(): MovableClock {
  let at = 0;
  return {
    now: () => new Date(at),
    set: (time) => {
      at = time.getTime();
    },
  };
}
