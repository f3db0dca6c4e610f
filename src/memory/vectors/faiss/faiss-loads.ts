import type { Copy } from '../copies.js';
import { partOf } from '../matrix.js';
import { FaissAwayError } from './questions.js';
import type { SupervisedFaiss } from './supervised-faiss.js';

/** Rows sent at once: a megabyte, which the event loop does not notice. */
export const ROWS_A_PART = 512;

export interface Loads {
  /** Gives FAISS the vectors of an owner, once, however many want to search them. */
  start(owner: string, copy: Copy): Promise<void>;
  /** Nothing more is sent. */
  stop(owner: string): void;
}

export function createLoads(faiss: SupervisedFaiss): Loads {
  const loads = new Map<string, { done: Promise<void>; stop: AbortController }>();
  return {
    start(owner, copy) {
      const running = loads.get(owner);
      if (running !== undefined) return running.done;
      const stop = new AbortController();
      const done = send(faiss, owner, copy, stop.signal).finally(() => {
        if (loads.get(owner)?.stop === stop) loads.delete(owner);
      });
      loads.set(owner, { done, stop });
      return done;
    },
    stop(owner) {
      loads.get(owner)?.stop.abort();
      loads.delete(owner);
    },
  };
}

async function send(faiss: SupervisedFaiss, owner: string, copy: Copy, signal: AbortSignal): Promise<void> {
  const { version, ids } = copy;
  copy.readers += 1;
  try {
    for (let first = 0; first < ids.length; first += ROWS_A_PART) {
      if (signal.aborted) throw new FaissAwayError('the owner was forgotten');
      const { ids: some, numbers } = partOf(copy, first, ROWS_A_PART);
      // The numbers are a view, of which the whole would be sent.
      const part = { ids: some, numbers: numbers.slice() };
      await faiss.ask({ op: 'load', owner, version, count: ids.length, first, ...part });
    }
  } finally {
    copy.readers -= 1;
  }
}
