import { createHash } from 'node:crypto';
import { TextEmbeddings, type EmbeddingModel } from './text-embeddings.js';

/** Key, map entry and array header; what an entry takes besides its numbers. */
const ENTRY_OVERHEAD = 200;

/** Remembers the vectors of the latest texts, by their hash: the texts themselves are not kept. */
export class CachedEmbeddings extends TextEmbeddings {
  readonly #inner: TextEmbeddings;
  readonly #maxEntries: number;
  readonly #vectors = new Map<string, Float32Array>();
  readonly #onLookup: ((hits: number, misses: number) => void) | undefined;

  constructor(
    inner: TextEmbeddings,
    options: { maxBytes: number; onLookup?: (hits: number, misses: number) => void },
  ) {
    super();
    this.#inner = inner;
    this.#maxEntries = Math.floor(options.maxBytes / (inner.model.dimension * 4 + ENTRY_OVERHEAD));
    this.#onLookup = options.onLookup;
  }

  override get model(): EmbeddingModel {
    return this.#inner.model;
  }

  override async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    signal?.throwIfAborted();
    const keys = texts.map((text) => createHash('sha256').update(text).digest('base64'));
    const found = new Map<string, Float32Array>();
    const missing = new Map<string, string>();
    for (const [index, key] of keys.entries()) {
      const vector = this.#recall(key);
      if (vector === undefined) missing.set(key, texts[index] ?? '');
      else found.set(key, vector);
    }
    this.#onLookup?.(texts.length - missing.size, missing.size);
    const computed = missing.size === 0 ? [] : await this.#inner.embed([...missing.values()], signal);
    for (const [index, key] of [...missing.keys()].entries()) {
      const vector = computed[index];
      if (vector === undefined) continue;
      found.set(key, vector);
      this.#remember(key, vector);
    }
    return keys.flatMap((key) => found.get(key) ?? []);
  }

  override close(): Promise<void> {
    this.#vectors.clear();
    return this.#inner.close();
  }

  #recall(key: string): Float32Array | undefined {
    const vector = this.#vectors.get(key);
    if (vector === undefined) return undefined;
    this.#vectors.delete(key);
    this.#vectors.set(key, vector);
    return vector;
  }

  #remember(key: string, vector: Float32Array): void {
    this.#vectors.set(key, vector);
    const oldest = this.#vectors.keys().next();
    if (this.#vectors.size > this.#maxEntries && oldest.done !== true) this.#vectors.delete(oldest.value);
  }
}
