import type { JsonValue } from '../../contracts/json.js';
import type { ServiceName } from '../../contracts/mode.js';
import type { Clock } from '../../core/clock.js';
import { hashOf } from '../../core/ids.js';
import { createBoundedMap } from '../bounded-map.js';
import { unprocessable } from '../http/service-error.js';

/** A write as a service is about to do it. `key` is its `Idempotency-Key`, null where the caller sent none. */
export interface WriteRequest {
  service: ServiceName;
  /** `orders.refund` */
  operation: string;
  path: string;
  key: string | null;
  user: string;
  body: JsonValue;
}

/** A write that was done: exactly one entry per effect, however often it was asked for. */
export interface LedgerEntry extends WriteRequest {
  seq: number;
  at: string;
  /** How often the stored answer was given again instead of doing the write twice. */
  replayed: number;
}

export interface WriteLedger {
  /**
   * Does the write and stores its answer (JSON), or gives the stored answer of the same key. A failed write has no effect, so
   * it is not stored and its key may be used again. `effect` is synchronous: of two concurrent calls with one key the
   * second always finds the first one finished.
   */
  perform(request: WriteRequest, effect: () => object): { answer: string; replayed: boolean };
  /** Oldest first; with `key` only its own. */
  entries(key?: string): LedgerEntry[];
}

const KEPT_WRITES = 10_000;

interface StoredWrite {
  entry: LedgerEntry;
  fingerprint: string;
  answer: string;
}

export function createWriteLedger(clock: Clock): WriteLedger {
  const entries = createBoundedMap<number, LedgerEntry>(KEPT_WRITES);
  const stored = createBoundedMap<string, StoredWrite>(KEPT_WRITES);
  let seq = 0;

  const record = (request: WriteRequest): LedgerEntry => {
    seq += 1;
    const entry = { seq, ...request, at: clock.now().toISOString(), replayed: 0 };
    entries.put(seq, entry);
    return entry;
  };

  return {
    perform: (request, effect) => {
      if (request.key === null) {
        const answer = JSON.stringify(effect());
        record(request);
        return { answer, replayed: false };
      }
      const fingerprint = fingerprintOf(request);
      const earlier = stored.get(request.key);
      if (earlier !== undefined) return { answer: replay(earlier, fingerprint), replayed: true };
      const answer = JSON.stringify(effect());
      stored.put(request.key, { entry: record(request), fingerprint, answer });
      return { answer, replayed: false };
    },
    entries: (key) => [...entries.values()].filter((entry) => key === undefined || entry.key === key),
  };
}

function replay(earlier: StoredWrite, fingerprint: string): string {
  if (earlier.fingerprint !== fingerprint) {
    throw unprocessable(`The Idempotency-Key ${earlier.entry.key} was already used for another request`);
  }
  earlier.entry.replayed += 1;
  return earlier.answer;
}

function fingerprintOf({ service, operation, path, user, body }: WriteRequest): string {
  return hashOf(service, operation, path, user, body);
}
