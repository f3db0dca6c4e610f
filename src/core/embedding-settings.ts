import { z } from 'zod';

/** A remote model for embeddings. */
export interface EmbeddingSettings {
  apiKey: string;
  /** Undefined: OpenAI's. */
  baseUrl: string | undefined;
  model: string;
  dimension: number;
  /** Whether the server is asked for that many numbers, or gives them anyway. */
  askForDimension: boolean;
}

/** The newer models can be asked for fewer numbers than they have; 512 lose little and cost a third of the memory. */
const KNOWN: Readonly<Record<string, { dimension: number; ask: boolean }>> = {
  'text-embedding-3-small': { dimension: 512, ask: true },
  'text-embedding-3-large': { dimension: 1024, ask: true },
  'text-embedding-ada-002': { dimension: 1536, ask: false },
};

/** The settings of the embeddings, as they are in the environment; key and server are the language model's. */
export const EMBEDDING_ENVIRONMENT = {
  OPENAI_EMBEDDING_MODEL: z.string().trim().optional(),
  OPENAI_EMBEDDING_DIMENSION: z.coerce.number().int().min(8).max(4096).optional(),
};

const Given = z.object({
  ...EMBEDDING_ENVIRONMENT,
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
});

/**
 * The remote model the settings ask for; undefined: an offline one. A server of one's own hardly ever has embeddings too, so
 * there the model must be named.
 */
export function toEmbeddingSettings(e: z.infer<typeof Given>): EmbeddingSettings | undefined {
  const isOpenAi = e.OPENAI_API_KEY !== undefined && e.OPENAI_BASE_URL === undefined;
  const model = e.OPENAI_EMBEDDING_MODEL ?? (isOpenAi ? 'text-embedding-3-small' : 'offline');
  if (model === 'offline' || (e.OPENAI_API_KEY === undefined && e.OPENAI_BASE_URL === undefined))
    return undefined;
  const known = Object.hasOwn(KNOWN, model) ? KNOWN[model] : undefined;
  const dimension = e.OPENAI_EMBEDDING_DIMENSION ?? known?.dimension;
  if (dimension === undefined) {
    throw new Error(
      `Settings are wrong: ${model} needs OPENAI_EMBEDDING_DIMENSION, the length of its vectors`,
    );
  }
  return {
    apiKey: e.OPENAI_API_KEY ?? 'none',
    baseUrl: e.OPENAI_BASE_URL,
    model,
    dimension,
    askForDimension: known?.ask ?? false,
  };
}
