import { CachedEmbeddings } from './cached-embeddings.js';
import { HashEmbeddings } from './hash-embeddings.js';
import { RemoteEmbeddings, type RemoteEmbeddingsOptions } from './remote-embeddings.js';
import type { TextEmbeddings } from './text-embeddings.js';
import { findPublishedModel } from './use-lite/read-weights.js';
import { UseLiteEmbeddings } from './use-lite/use-lite-embeddings.js';

export interface OpenEmbeddingsOptions {
  /** Undefined: an offline model. */
  remote: RemoteEmbeddingsOptions | undefined;
  cacheBytes?: number;
  onRestart?: (error: unknown) => void;
  onLookup?: (hits: number, misses: number) => void;
}

export interface OpenedEmbeddings {
  embeddings: TextEmbeddings;
  /** Texts that wait for their vectors. */
  waiting(): number;
}

/** The best embeddings to be had: a remote model where one is set, else the weights in `node_modules`, else hashing. Starts nothing. */
export function openEmbeddings(options: OpenEmbeddingsOptions): OpenedEmbeddings {
  const { inner, waiting } = choose(options);
  const embeddings = new CachedEmbeddings(inner, {
    maxBytes: options.cacheBytes ?? 32 * 1024 * 1024,
    ...(options.onLookup === undefined ? {} : { onLookup: options.onLookup }),
  });
  return { embeddings, waiting };
}

function choose({ remote, onRestart }: OpenEmbeddingsOptions): {
  inner: TextEmbeddings;
  waiting: () => number;
} {
  if (remote !== undefined) return { inner: new RemoteEmbeddings(remote), waiting: () => 0 };
  const folder = findPublishedModel();
  if (folder === undefined) return { inner: new HashEmbeddings(), waiting: () => 0 };
  const inner = new UseLiteEmbeddings({ folder, ...(onRestart === undefined ? {} : { onRestart }) });
  return { inner, waiting: () => inner.waiting };
}
