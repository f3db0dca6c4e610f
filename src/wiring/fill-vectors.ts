import type pg from 'pg';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { vectorFromBytes, vectorToBytes } from '../core/vector-bytes.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import { searchTextOf } from '../memory/semantic/rank-memories.js';
import { restatedAmong, topicWordsOf, type Statement } from '../memory/semantic/restated.js';
import { modelKeyOf } from '../memory/semantic/stored-memories.js';
import { workInBackground, type BackgroundWork } from '../memory/semantic/work-in-background.js';
import { countUnembedded, embedNext, type HeldStatement } from '../store/memory-vectors.js';
import type { Closers } from './closers.js';

export interface FillVectorsDeps {
  pool: pg.Pool;
  embeddings: TextEmbeddings;
  /** The owner's memories are others than they were. */
  onChanged: (owner: string) => void;
  logger: Logger;
  metrics: Metrics;
  closers: Closers;
}

const BATCH = 32;
/** After so many batches it is counted anew how many memories wait, and told where it is many. */
const COUNTED_EVERY = 16;

/**
 * Gives memories their vectors, and ends those that a newer one says again, which only their vectors tell. At the start, too:
 * for what a crash left, and what another model embedded.
 */
export function fillVectors(deps: FillVectorsDeps): BackgroundWork {
  const { pool, embeddings, onChanged, logger, closers } = deps;
  const model = modelKeyOf(embeddings.model);
  const progress = createProgress(deps, model);
  const background = workInBackground({
    async next(signal) {
      await progress.look();
      const owners = await embedNext(
        pool,
        { model, limit: BATCH },
        {
          embed: async (memories) =>
            (await embeddings.embed(memories.map(searchTextOf), signal)).map(vectorToBytes),
          topicOf: topicWordsOf,
          restatedAmong: (held) =>
            restatedAmong(held.map((row) => toStatement(row, embeddings.model.dimension))),
        },
      );
      owners.forEach(onChanged);
      if (owners.length === 0) progress.done();
      return owners;
    },
    onError: (error) => logger.warn({ err: error }, 'memories wait for their vectors'),
  });
  closers.add('embedding of memories', background.close);
  background.kick();
  return background;
}

function toStatement({ said_at, vector, ...rest }: HeldStatement, dimension: number): Statement {
  return { ...rest, saidAt: said_at, vector: vectorFromBytes(vector, dimension) };
}

/** How many memories wait, for the scrape, and for the log while it is more than a turn leaves. */
function createProgress({ pool, logger, metrics }: FillVectorsDeps, model: string) {
  let [waiting, batches, isTold] = [0, 0, false];
  metrics.observeVectors({ memoriesWaiting: () => waiting });
  return {
    async look(): Promise<void> {
      if (batches++ % COUNTED_EVERY !== 0) return;
      waiting = await countUnembedded(pool, model);
      isTold ||= waiting > BATCH;
      if (isTold) logger.info({ waiting, model }, 'memories are being embedded');
    },
    done(): void {
      [waiting, batches] = [0, 0];
      if (isTold) logger.info({ model }, 'all memories are embedded');
      isTold = false;
    },
  };
}
