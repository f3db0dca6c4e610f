import { setImmediate as yieldToOthers } from 'node:timers/promises';

/** Work that can stop after each of its steps. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** All of it now. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** All of it, giving way to the event loop whenever `sliceMs` have passed. */
export async function finishInSlices<T>(steps: Steps<T>, sliceMs = 5): Promise<T> {
  let began = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - began < sliceMs) continue;
    await yieldToOthers();
    began = performance.now();
  }
}
