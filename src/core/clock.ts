/** The only source of the time in the service, so that a test or an eval can hold it still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands at `start` (ISO 8601) until it is moved. */
export function createFixedClock(start: string): Clock & { advance(ms: number): void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
  };
}
