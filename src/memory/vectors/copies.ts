import { bytesOf, properRows, putRows, removeRows, toMatrix, type Matrix } from './matrix.js';
import type { VectorChange, VectorRow, VectorSource } from './vector-index.js';
import { unlessAborted } from '../../core/deadline.js';
import { finish, finishInSlices, type Steps } from '../../core/steps.js';
import type { Versions } from './versions.js';

/** An owner's vectors in this process, as of `version`. */
export interface Copy extends Matrix {
  version: string;
  /** While there are any, a write changes a clone instead. */
  readers: number;
}

export interface Copies {
  /** The owner's vectors as they are on record, loaded where there is no copy or it is old. */
  fresh(owner: string, signal?: AbortSignal): Promise<Copy>;
  /** Follows a write where that can be followed, else lets the copy go. */
  apply(owner: string, change: VectorChange): void;
  /** Also what is being loaded never becomes a copy. */
  drop(owner: string): void;
  bytes(): number;
}

export interface CopiesDeps {
  source: VectorSource;
  versions: Versions;
  dimension: number;
  /** What all copies may take; the one used last is kept, however large. */
  maxBytes: number;
  onInvalid(owner: string, id: string): void;
}

/** The longest unused copies go first; a copy that many wait for is loaded once. */
export function createCopies(deps: CopiesDeps): Copies {
  const { versions } = deps;
  const kept = createKept(deps.maxBytes);
  const loads = createLoads(deps, kept);
  return {
    async fresh(owner, signal) {
      for (;;) {
        const version = await unlessAborted(versions.current(owner), signal);
        const copy = kept.get(owner);
        if (copy?.version === version) return copy;
        const running = loads.running(owner);
        // What others began may have been read before the version was; it is looked at again.
        const loaded = await unlessAborted(running ?? loads.start(owner), signal);
        if (running === undefined && loaded !== undefined) return loaded;
      }
    },
    apply(owner, change) {
      versions.note(owner, change.to);
      const known = kept.take(owner);
      if (known?.version === change.to) kept.put(owner, known);
      if (known?.version !== change.from) return;
      const copy = known.readers === 0 ? known : clone(known);
      removeRows(copy, change.remove ?? []);
      putRows(copy, finish(properOf(deps, owner, change.put ?? [])));
      copy.version = change.to;
      kept.put(owner, copy);
    },
    drop(owner) {
      kept.take(owner);
      loads.stop(owner);
    },
    bytes: kept.bytes,
  };
}

const clone = (copy: Copy): Copy => ({
  ...copy,
  ids: [...copy.ids],
  numbers: copy.numbers.slice(),
  readers: 0,
});

const properOf = (deps: CopiesDeps, owner: string, rows: readonly VectorRow[]): Steps<VectorRow[]> =>
  properRows(rows, deps.dimension, (id) => deps.onInvalid(owner, id));

function* matrixOf(deps: CopiesDeps, owner: string, rows: readonly VectorRow[]): Steps<Matrix> {
  return yield* toMatrix(yield* properOf(deps, owner, rows), deps.dimension);
}

interface Kept {
  get(owner: string): Copy | undefined;
  take(owner: string): Copy | undefined;
  put(owner: string, copy: Copy): void;
  bytes(): number;
}

/** Bounded by bytes; a copy is not changed while it is in here. */
function createKept(maxBytes: number): Kept {
  const copies = new Map<string, Copy>();
  let bytes = 0;
  const take = (owner: string): Copy | undefined => {
    const copy = copies.get(owner);
    if (copy !== undefined) bytes -= bytesOf(copy);
    copies.delete(owner);
    return copy;
  };
  const put = (owner: string, copy: Copy): void => {
    take(owner);
    copies.set(owner, copy);
    bytes += bytesOf(copy);
    for (const oldest of copies.keys()) {
      if (bytes <= maxBytes || oldest === owner) break;
      take(oldest);
    }
  };
  return {
    get(owner) {
      const copy = take(owner);
      if (copy !== undefined) put(owner, copy);
      return copy;
    },
    take,
    put,
    bytes: () => bytes,
  };
}

interface Loads {
  running(owner: string): Promise<Copy | undefined> | undefined;
  /** Undefined where it was stopped. */
  start(owner: string): Promise<Copy | undefined>;
  stop(owner: string): void;
}

function createLoads(deps: CopiesDeps, kept: Kept): Loads {
  const loads = new Map<string, { copy: Promise<Copy | undefined>; stop: AbortController }>();

  const load = async (owner: string, { signal }: AbortController): Promise<Copy | undefined> => {
    try {
      const { version, rows } = await deps.source.load(owner, signal);
      const matrix = await finishInSlices(matrixOf(deps, owner, rows));
      if (signal.aborted) return undefined;
      const copy = { version, readers: 0, ...matrix };
      kept.put(owner, copy);
      // Written in between: which of the two is older cannot be told from here.
      if ((await deps.versions.current(owner)) !== version) deps.versions.expire(owner);
      return copy;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };

  return {
    running: (owner) => loads.get(owner)?.copy,
    start(owner) {
      const stop = new AbortController();
      const copy = load(owner, stop).finally(() => {
        if (loads.get(owner)?.stop === stop) loads.delete(owner);
      });
      loads.set(owner, { copy, stop });
      return copy;
    },
    stop(owner) {
      loads.get(owner)?.stop.abort();
      loads.delete(owner);
    },
  };
}
