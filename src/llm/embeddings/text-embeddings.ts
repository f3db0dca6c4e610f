import { Embeddings } from '@langchain/core/embeddings';

/** What a vector must be stored with: vectors of different models cannot be compared. */
export interface EmbeddingModel {
  readonly name: string;
  readonly dimension: number;
}

/**
 * LangChain's embeddings, with an abort, in the form the vector index takes. Every vector is of `model.dimension`, finite and
 * of length 1, whatever the text, also an empty one; the same text has the same vector. Throws `EmbeddingsError`, or what
 * `signal` aborted with.
 */
export abstract class TextEmbeddings extends Embeddings {
  abstract readonly model: EmbeddingModel;

  /** One vector a text, in order. They may be shared with a cache: read them, do not write into them. */
  abstract embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;

  /** Ends what is under way and lets go of threads. */
  abstract close(): Promise<void>;

  constructor() {
    super({});
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.embed(documents)).map((vector) => Array.from(vector));
  }

  override async embedQuery(document: string): Promise<number[]> {
    return Array.from(await this.embedOne(document));
  }

  async embedOne(text: string, signal?: AbortSignal): Promise<Float32Array> {
    const [vector] = await this.embed([text], signal);
    if (vector === undefined) throw new EmbeddingsError('unavailable', 'The model gave no vector.');
    return vector;
  }
}

export type EmbeddingsErrorCode =
  /** Too much waits already: try later. */
  | 'overloaded'
  | 'timeout'
  /** The model cannot be used at the moment. */
  | 'unavailable'
  | 'closed';

export class EmbeddingsError extends Error {
  override name = 'EmbeddingsError';
  readonly code: EmbeddingsErrorCode;

  constructor(code: EmbeddingsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
