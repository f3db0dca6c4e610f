import { OpenAIEmbeddings } from '@langchain/openai';
import { pause, startDeadline, type Deadline } from '../../core/deadline.js';
import { createProviderFetch } from '../provider-fetch.js';
import { EmbeddingsError, TextEmbeddings, type EmbeddingModel } from './text-embeddings.js';
import { normalise } from '../../core/vectors.js';

export interface RemoteEmbeddingsOptions {
  apiKey: string;
  /** OpenAI's where it is left out. */
  baseUrl?: string | undefined;
  model: string;
  dimension: number;
  /** Whether the server is asked for that many numbers; else it is what the model gives anyway. */
  askForDimension: boolean;
  timeoutMs?: number;
}

/** The models take 8,191 tokens, and a character is hardly ever more than one. */
const MAX_CHARS = 8000;
const TEXTS_A_REQUEST = 256;
const RETRY_AFTER_MS = 500;
/** 256 vectors of 4,096 numbers of 20 digits; JSON comes in one piece, not in events. */
const LIMITS = { bytes: 32 * 1024 * 1024, eventBytes: 32 * 1024 * 1024 };

/** OpenAI's embeddings, or those of a server that speaks like it. One try more where that can help, within the deadline. */
export class RemoteEmbeddings extends TextEmbeddings {
  override readonly model: EmbeddingModel;
  readonly #options: RemoteEmbeddingsOptions;
  readonly #closing = new AbortController();

  constructor(options: RemoteEmbeddingsOptions) {
    super();
    this.#options = options;
    this.model = { name: `openai/${options.model}/${options.dimension}`, dimension: options.dimension };
  }

  override async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const caller =
      signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
    const deadline = startDeadline(caller, this.#options.timeoutMs ?? 10_000);
    try {
      const answer = await this.#ask(texts.map(readable), deadline);
      return this.#read(answer, texts.length);
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#toEmbeddingsError(error, deadline);
    } finally {
      deadline.clear();
    }
  }

  override close(): Promise<void> {
    this.#closing.abort();
    return Promise.resolve();
  }

  async #ask(texts: string[], deadline: Deadline): Promise<number[][]> {
    const client = this.#clientFor(deadline.signal);
    try {
      return await client.embedDocuments(texts);
    } catch (error) {
      if (!isPassing(error) || deadline.signal.aborted) throw error;
      await pause(RETRY_AFTER_MS, deadline.signal);
      return await client.embedDocuments(texts);
    }
  }

  /** LangChain's class takes no signal, so each call has one of its own, with a `fetch` that ends with the call. */
  #clientFor(signal: AbortSignal): OpenAIEmbeddings {
    const { apiKey, baseUrl, model, dimension, askForDimension } = this.#options;
    const send = createProviderFetch(LIMITS);
    return new OpenAIEmbeddings({
      apiKey,
      model,
      ...(askForDimension ? { dimensions: dimension } : {}),
      // Servers that only speak like OpenAI's often know no other, and not all say so.
      encodingFormat: 'float',
      batchSize: TEXTS_A_REQUEST,
      stripNewLines: false,
      maxRetries: 0,
      configuration: {
        ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
        fetch: (input, init) => send(input, { ...init, signal }),
        logLevel: 'off',
      },
    });
  }

  #read(answer: number[][], count: number): Float32Array[] {
    if (answer.length !== count) throw new Error(`asked for ${count} vectors, got ${answer.length}`);
    return answer.map((numbers) => {
      const vector = Float32Array.from(numbers);
      if (vector.length !== this.model.dimension || !normalise(vector)) {
        throw new Error(
          `${this.model.name} gave a vector of ${vector.length} numbers, or one without a direction`,
        );
      }
      return vector;
    });
  }

  #toEmbeddingsError(error: unknown, deadline: Deadline): EmbeddingsError {
    if (this.#closing.signal.aborted) return new EmbeddingsError('closed', 'The embeddings are closed.');
    if (deadline.endedBy() === 'timeout') return new EmbeddingsError('timeout', 'Embedding took too long.');
    return new EmbeddingsError('unavailable', 'The embedding model did not answer.', { cause: error });
  }
}

/** An empty text is refused, and with it all others of the request. */
function readable(text: string): string {
  const clipped = text.slice(0, MAX_CHARS).toWellFormed();
  return clipped.trim() === '' ? '.' : clipped;
}

/** Too many requests, a failure of the server, or no answer at all. */
function isPassing(error: unknown): boolean {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status !== 'number' || status === 429 || status >= 500;
}
