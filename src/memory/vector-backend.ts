import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export type VectorBackend = 'faiss' | 'exact';

/** What `scripts/faiss.mjs` records: the addon added and searched, in a process of its own. */
const Proof = z.object({ backend: z.literal('faiss'), binary: z.string(), size: z.int() });

/**
 * Which vector index this installation can use, by the proof recorded when it was installed. The addon itself is not
 * loaded: one that was built against another library can abort the process.
 */
export function detectVectorBackend(directory: string | undefined = findAddon()): VectorBackend {
  if (directory === undefined) return 'exact';
  try {
    const recorded: unknown = JSON.parse(readFileSync(join(directory, '..', '.veze-faiss.json'), 'utf8'));
    const proof = Proof.parse(recorded);
    return statSync(join(directory, proof.binary)).size === proof.size ? 'faiss' : 'exact';
  } catch {
    return 'exact';
  }
}

/** The directory of faiss-node; undefined where it is not installed. */
function findAddon(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('faiss-node/package.json'));
  } catch {
    return undefined;
  }
}
