import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { openEmbeddings, type OpenedEmbeddings } from '../llm/embeddings/open-embeddings.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import type { Closers } from './closers.js';

/** The embeddings the settings ask for, counted and closed with everything else. Nothing is asked or started yet. */
export function openCountedEmbeddings(
  config: Pick<Config, 'embeddings'>,
  { logger, metrics, closers }: { logger: Logger; metrics: Metrics; closers: Closers },
): TextEmbeddings {
  const { embeddings, waiting }: OpenedEmbeddings = openEmbeddings({
    remote: config.embeddings,
    onLookup: metrics.textsEmbedded,
    onRestart: (error) => {
      metrics.vectorPartRestarted('embeddings', 'died');
      logger.warn({ err: error }, 'the embeddings thread died and is started anew');
    },
  });
  metrics.observeVectors({ embeddingQueue: waiting });
  closers.add('embeddings', () => embeddings.close());
  return embeddings;
}
