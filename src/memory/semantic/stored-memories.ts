import type { MemoryKind } from '../../contracts/memory.js';
import { vectorFromBytes } from '../../core/vector-bytes.js';
import type { EmbeddingModel } from '../../llm/embeddings/text-embeddings.js';
import type { Memory, MemorySource } from './memory.js';

/** A memory as its row holds it. */
interface StoredMemory {
  id: string;
  kind: MemoryKind;
  text: string;
  answers: string | null;
  importance: number;
  said_at: Date;
  last_used_at: Date | null;
  vector: Uint8Array | null;
  model: string | null;
}

export interface StoredMemoriesDeps {
  load(owner: string): Promise<{ version: string; rows: StoredMemory[] }>;
  version(owner: string): Promise<string>;
  model: EmbeddingModel;
}

/** What a vector is stored under: one of another model, or of the same one at another length, cannot be compared with it. */
export function modelKeyOf({ name, dimension }: EmbeddingModel): string {
  return `${name}:${dimension}`;
}

/** The memories on record, with the vectors of `model`; a vector of another one counts as none. */
export function createStoredMemories({ load, version, model }: StoredMemoriesDeps): MemorySource {
  const modelKey = modelKeyOf(model);
  return {
    version,
    async load(owner, signal) {
      signal.throwIfAborted();
      const stored = await load(owner);
      signal.throwIfAborted();
      return {
        version: stored.version,
        memories: stored.rows.map((row): Memory => ({
          id: row.id,
          kind: row.kind,
          text: row.text,
          answers: row.answers,
          importance: row.importance,
          saidAt: row.said_at,
          lastUsedAt: row.last_used_at,
          vector:
            row.vector !== null && row.model === modelKey
              ? vectorFromBytes(row.vector, model.dimension)
              : null,
        })),
      };
    },
  };
}
