import { pause, startDeadline } from '../../../core/deadline.js';
import { EmbeddingsError, TextEmbeddings, type EmbeddingModel } from '../text-embeddings.js';
import { createTextQueue, type TextQueue } from '../text-queue.js';
import { DIMENSION } from './block.js';
import { createModelThread, type ModelThread } from './model-thread.js';
import { MAX_CHARS } from './use-lite.js';

export interface UseLiteOptions {
  /** Where the published weights are. */
  folder: string;
  /** How long one call may take, waiting included. */
  timeoutMs?: number;
  maxTexts?: number;
  /** The thread died or hung, and is started anew. */
  onRestart?: (error: unknown) => void;
  /** For tests of what happens when it dies. */
  thread?: ModelThread;
}

const BATCH_CHARS = 600;
/** A batch takes 40 ms; the first one also waits for the weights to be read. */
const SILENCE_MS = 15_000;
const MAX_FAILURES = 2;
const RESTART_PAUSE_MS = 50;

/** The Universal Sentence Encoder (lite) in a thread of its own, which is started when first needed. */
export class UseLiteEmbeddings extends TextEmbeddings {
  readonly model: EmbeddingModel = { name: 'use-lite-en-v1', dimension: DIMENSION };
  readonly #queue: TextQueue;
  readonly #thread: ModelThread;
  readonly #options: UseLiteOptions;
  readonly #closing = new AbortController();
  #pumping = false;

  constructor(options: UseLiteOptions) {
    super();
    this.#options = options;
    this.#thread = options.thread ?? createModelThread({ folder: options.folder, silenceMs: SILENCE_MS });
    this.#queue = createTextQueue({
      maxTexts: options.maxTexts ?? 20_000,
      batchChars: BATCH_CHARS,
      maxFailures: MAX_FAILURES,
    });
  }

  /** Texts that wait for their vectors. */
  get waiting(): number {
    return this.#queue.size();
  }

  override async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#closing.signal.aborted) throw new EmbeddingsError('closed', 'The embeddings are closed.');
    const never = new AbortController().signal;
    const deadline = startDeadline(signal ?? never, this.#options.timeoutMs ?? 30_000);
    try {
      const vectors = this.#queue.add(
        texts.map((text) => text.slice(0, MAX_CHARS)),
        deadline.signal,
      );
      void this.#pump();
      return await vectors;
    } catch (error) {
      if (deadline.endedBy() === 'cancelled') throw signal?.reason;
      if (deadline.endedBy() === 'timeout') throw new EmbeddingsError('timeout', 'Embedding took too long.');
      throw error;
    } finally {
      deadline.clear();
    }
  }

  override async close(): Promise<void> {
    this.#closing.abort();
    this.#queue.rejectAll(new EmbeddingsError('closed', 'The embeddings are closed.'));
    await this.#thread.close();
  }

  /** Hands one batch after the other to the thread while there are any. Never throws. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let batch = this.#queue.take(); batch !== undefined; batch = this.#queue.take()) {
      try {
        const numbers = await this.#thread.run(batch.texts);
        this.#queue.settle(
          batch,
          batch.texts.map((_, index) => numbers.slice(index * DIMENSION, (index + 1) * DIMENSION)),
        );
      } catch (error) {
        this.#queue.fail(batch, error);
        if (this.#closing.signal.aborted) continue;
        this.#options.onRestart?.(error);
        await pause(RESTART_PAUSE_MS, this.#closing.signal);
      }
    }
    this.#pumping = false;
  }
}
