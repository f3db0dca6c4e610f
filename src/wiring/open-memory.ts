import type pg from 'pg';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import { sharesOf } from '../memory/conversation/fit-past.js';
import { createRecall } from '../memory/semantic/create-recall.js';
import { workInBackground } from '../memory/semantic/work-in-background.js';
import { createLastUse } from '../memory/semantic/last-use.js';
import { createStoredMemories } from '../memory/semantic/stored-memories.js';
import type { RecentMemory } from '../memory/recent.js';
import type { MemorySource } from '../memory/semantic/memory.js';
import type { Scribe } from '../planner/llm/scribe.js';
import type { VectorSource } from '../memory/vectors/vector-index.js';
import { createModelLearner, type ModelLearner } from '../runs/learn-by-model.js';
import { createRunMemories, exceptFor, type RunMemories } from '../runs/run-memories.js';
import { findMemoryVersion, loadHeldMemories, markMemoriesUsed } from '../store/memories.js';
import { eraseNext } from '../store/erasures.js';
import type { Closers } from './closers.js';
import { fillVectors } from './fill-vectors.js';
import { openVectorIndex } from './open-vector-index.js';

export interface MemoryDeps {
  pool: pg.Pool;
  embeddings: TextEmbeddings;
  /** Reads what people say of themselves, besides the rules; undefined where they do alone. */
  scribe?: Scribe | undefined;
  /** The cache itself: where it is away, its words are erased later. */
  recent: Pick<RecentMemory, 'forget'>;
  logger: Logger;
  metrics: Metrics;
  closers: Closers;
}

/** How many memories a turn is given at the most. */
const RECALLED = 6;

/**
 * What is remembered of people, over the record: found by words and vectors, the vectors filled in beside the turns.
 * The anonymous user of a public service is nobody in particular: what one says is not told to the next.
 */
export function openMemory(
  config: Pick<Config, 'planner' | 'env' | 'anonymousUser'>,
  deps: MemoryDeps,
): RunMemories {
  const { pool, embeddings, logger, closers } = deps;
  const source = createStoredMemories({
    model: embeddings.model,
    load: (owner) => loadHeldMemories(pool, owner),
    version: (owner) => findMemoryVersion(pool, owner),
  });
  const index = openVectorIndex({ source: vectorsOf(source), dimension: embeddings.model.dimension }, deps);
  const recall = createRecall({
    source,
    index,
    embeddings,
    onDegraded: (error) => logger.info({ err: error }, 'recall went by words alone'),
  });
  const lastUse = createLastUse({
    mark: (used) => markMemoriesUsed(pool, used),
    now: () => performance.now(),
    onError: (error) => logger.warn({ err: error }, 'the use of memories could not be noted'),
  });
  closers.add('use of memories', lastUse.flush);
  const background = fillVectors({ ...deps, onChanged: recall.invalidate });
  const changed = (owner: string): void => {
    recall.invalidate(owner);
    background.kick();
  };
  const memories = createRunMemories({
    pool,
    recall,
    lastUse,
    learn: startLearning(config, deps, changed),
    limits: { memories: RECALLED, tokens: sharesOf(config.planner.historyTokens).memories },
    onChanged: background.kick,
    onForgotten: startErasing(deps, changed),
    onError: (error) => logger.warn({ err: error }, 'memory is away'),
  });
  return config.env === 'prod' ? exceptFor(config.anonymousUser, memories) : memories;
}

function startLearning(
  { planner }: Pick<Config, 'planner'>,
  { pool, scribe, logger, closers }: MemoryDeps,
  onLearned: (owner: string) => void,
): ModelLearner['learn'] | undefined {
  if (scribe === undefined || planner.extraction === 'rules') return undefined;
  const learner = createModelLearner({
    pool,
    extract: scribe.extract,
    onLearned,
    onError: (error) => logger.info({ err: error }, 'what was said was read by rules alone'),
  });
  closers.add('reading of messages', learner.close);
  return learner.learn;
}

function vectorsOf(source: MemorySource): VectorSource {
  return {
    version: source.version,
    async load(owner, signal) {
      const { version, memories } = await source.load(owner, signal);
      return {
        version,
        rows: memories.flatMap(({ id, vector }) => (vector === null ? [] : [{ id, vector }])),
      };
    },
  };
}

/** How often this replica looks for what waits for a run to end, or was left by a crash: an empty table, nearly always. */
const LOOK_MS = 1_000;

/** Takes forgotten words out of the record beside the turns; gives how to begin at once. */
function startErasing(
  { pool, recent, logger, closers }: MemoryDeps,
  onSwept: (owner: string) => void,
): () => void {
  const background = workInBackground({
    async next() {
      const owners = await eraseNext(
        pool,
        async (sessions) => void (await Promise.all(sessions.map(recent.forget))),
      );
      owners.forEach(onSwept);
      return owners;
    },
    onError: (error) => logger.warn({ err: error }, 'forgotten words wait to be erased'),
    retryMs: 5 * LOOK_MS,
  });
  const timer = setInterval(background.kick, LOOK_MS).unref();
  closers.add('erasing', async () => {
    clearInterval(timer);
    await background.close();
  });
  background.kick();
  return background.kick;
}
