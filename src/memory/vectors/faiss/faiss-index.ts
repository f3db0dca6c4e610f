import { unlessAborted } from '../../../core/deadline.js';
import type { Copies } from '../copies.js';
import { finish } from '../../../core/steps.js';
import { isUnitVector, properRows, toMatrix } from '../matrix.js';
import type { Hit, VectorChange, VectorIndex } from '../vector-index.js';
import type { Versions } from '../versions.js';
import { createLoads, ROWS_A_PART, type Loads } from './faiss-loads.js';
import type { Outcome, Question } from './messages.js';
import { FaissAwayError } from './questions.js';
import type { SupervisedFaiss } from './supervised-faiss.js';

export interface FaissIndexDeps {
  faiss: SupervisedFaiss;
  /** Answers while FAISS is away. */
  scan: VectorIndex;
  copies: Copies;
  versions: Versions;
  dimension: number;
  onInvalid(owner: string, id: string): void;
  onSearched(by: 'faiss', seconds: number): void;
}

/** A search waits for FAISS to be given so many vectors; with more of them the scan answers meanwhile. */
const WORTH_WAITING_FOR = 4096;

/**
 * FAISS in a process of its own, which is given an owner's vectors when they are first asked for. What it does not answer the
 * scan answers: it may die, hang and forget at any time.
 */
export function createFaissIndex(deps: FaissIndexDeps): VectorIndex {
  const { faiss, scan, dimension } = deps;
  const loads = createLoads(faiss);
  return {
    kind: 'faiss',
    async search(owner, vector, k, signal) {
      const count = Math.min(Math.floor(k), MOST_HITS);
      if (!isUnitVector(vector, dimension) || !(count >= 1)) return [];
      const hits = await find({ ...deps, loads }, { owner, vector, k: count, signal });
      return hits ?? scan.search(owner, vector, count, signal);
    },
    async apply(owner, change) {
      const put = finish(properRows(change.put ?? [], dimension, (id) => deps.onInvalid(owner, id)));
      await scan.apply(owner, { ...change, put });
      // Where it is lost, the version tells.
      await faiss.ask(toQuestion(owner, { ...change, put }, dimension)).catch(() => undefined);
    },
    invalidate: scan.invalidate,
    async forget(owner) {
      loads.stop(owner);
      await scan.forget(owner);
      await faiss.ask({ op: 'drop', owner }).catch(() => faiss.kill());
    },
    close: faiss.close,
  };
}

interface Search {
  owner: string;
  vector: Float32Array;
  k: number;
  signal: AbortSignal | undefined;
}

/** Undefined where the scan should answer. */
async function find(deps: FaissIndexDeps & { loads: Loads }, search: Search): Promise<Hit[] | undefined> {
  const started = performance.now();
  try {
    const hits = await unlessAborted(askFaiss(deps, search), search.signal);
    if (hits !== undefined) deps.onSearched('faiss', (performance.now() - started) / 1000);
    return hits;
  } catch (error) {
    if (error instanceof FaissAwayError) return undefined;
    throw error;
  }
}

async function askFaiss(
  { faiss, copies, versions, loads }: FaissIndexDeps & { loads: Loads },
  { owner, vector, k, signal }: Search,
): Promise<Hit[] | undefined> {
  const version = await versions.current(owner);
  const outcome = await faiss.ask({ op: 'search', owner, version, vector, k });
  if (outcome.is !== 'missing') return hitsOf(outcome);
  const copy = await copies.fresh(owner, signal);
  if (copy.ids.length === 0) return [];
  const loading = loads.start(owner, copy);
  if (copy.ids.length > WORTH_WAITING_FOR) {
    // It may fail: then the next search begins it again.
    loading.catch(() => undefined);
    return undefined;
  }
  await loading;
  return hitsOf(await faiss.ask({ op: 'search', owner, version: copy.version, vector, k }));
}

/** What is too much for one message is loaded again instead, in parts. */
function toQuestion(
  owner: string,
  { from, to, put = [], remove = [] }: VectorChange,
  dimension: number,
): Question {
  if (put.length + remove.length > ROWS_A_PART) return { op: 'drop', owner };
  const { ids, numbers } = finish(toMatrix(put, dimension));
  return { op: 'apply', owner, from, to, ids, numbers, remove };
}

/** More than anybody wants, and few enough for one message. */
const MOST_HITS = 100_000;

function hitsOf(outcome: Outcome): Hit[] | undefined {
  if (outcome.is !== 'found') return undefined;
  return outcome.ids.map((id, place) => ({ id, score: outcome.scores[place] ?? 0 }));
}
