import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { RecalledMemory } from '../../contracts/memory.js';
import { startDeadline, unlessAborted } from '../../core/deadline.js';
import { countTokens } from '../../core/tokens.js';
import type { LexicalIndex } from '../../core/ranking/lexical-index.js';
import { dot } from '../../core/vectors.js';
import type { TextEmbeddings } from '../../llm/embeddings/text-embeddings.js';
import type { VectorIndex } from '../vectors/vector-index.js';
import { createVersions } from '../vectors/versions.js';
import type { Memory, MemorySource, OwnerMemories, Recall, RecallQuery } from './memory.js';
import { growMemoryIndex, rankMemories, type Floor } from './rank-memories.js';

export interface RecallDeps {
  source: MemorySource;
  /** Left out where memories are found by their words alone. */
  embeddings?: Pick<TextEmbeddings, 'embedOne'>;
  /** Over the vectors of the same source. */
  index: VectorIndex;
  floor?: Floor;
  /** The vectors took too long or failed; the words went on alone. */
  onDegraded: (error: unknown) => void;
  settings?: Partial<RecallSettings>;
}

export interface RecallSettings {
  /** How long a turn waits for the vectors. */
  vectorMs: number;
  /** How old the knowledge of what other replicas wrote may be. */
  maxAgeMs: number;
  /** What the owners' word indexes and vectors may take in this process. */
  cacheBytes: number;
}

const SETTINGS: RecallSettings = { vectorMs: 150, maxAgeMs: 500, cacheBytes: 64 * 1024 * 1024 };
/** So many of the nearest come from the index; the others are compared here, so many before others have their turn. */
const NEAREST = 200;
const COMPARED_AT_ONCE = 1_000;
/** What is known of the person counts more than how it was done. */
const MAX_SKILLS = 2;

interface Loaded extends OwnerMemories {
  lexical: LexicalIndex;
}

/** Recall over rows that are on record, by words and by vectors. */
export function createRecall(deps: RecallDeps): Recall {
  const settings = { ...SETTINGS, ...deps.settings };
  const loader = createLoader(deps.source, settings);
  return {
    async find(query) {
      const { memories, lexical } = await loader.load(query.owner, query.signal);
      if (memories.length === 0) return [];
      const text = textOf(query);
      const cosines = await cosinesOf(deps, settings, { ...query, text, memories });
      const asked = { text, ...(cosines && { cosines }), now: query.now };
      return withinBudget(rankMemories(memories, lexical, asked, deps.floor), query);
    },
    invalidate(owner) {
      loader.expire(owner);
      deps.index.invalidate(owner);
    },
    async forget(owner) {
      loader.drop(owner);
      await deps.index.forget(owner);
    },
  };
}

/** Each owner's memories are loaded on demand and kept until their version changes. */
function createLoader(source: MemorySource, { maxAgeMs, cacheBytes }: RecallSettings) {
  const versions = createVersions({ read: (owner) => source.version(owner), maxAgeMs, maxOwners: 50_000 });
  const kept = createKept(cacheBytes);
  let drops = 0;
  return {
    async load(owner: string, signal: AbortSignal): Promise<Loaded> {
      const version = await unlessAborted(versions.current(owner), signal);
      const known = kept.get(owner);
      if (known?.version === version) return known;
      const before = drops;
      const read = await source.load(owner, signal);
      const loaded = { ...read, lexical: await growMemoryIndex(read.memories, known?.lexical) };
      // What somebody had forgotten while it was read must not come back.
      if (drops === before) kept.put(owner, loaded);
      return loaded;
    },
    expire: (owner: string): void => versions.expire(owner),
    drop(owner: string): void {
      drops += 1;
      versions.expire(owner);
      kept.drop(owner);
    },
  };
}

/** "and the other one?" means something only with what was said before. */
function textOf({ text, before }: RecallQuery): string {
  const isShort = (text.match(/[\p{L}\p{N}]+/gu) ?? []).length < 4;
  return before !== undefined && isShort ? `${before}\n${text}` : text;
}

/** The cosine of each memory with what is said, 0 for one without a vector; undefined where that cannot be known in time. */
async function cosinesOf(
  { embeddings, index, onDegraded }: RecallDeps,
  { vectorMs }: RecallSettings,
  { owner, text, memories, signal }: RecallQuery & { memories: readonly Memory[] },
): Promise<Float64Array | undefined> {
  if (embeddings === undefined) return undefined;
  const deadline = startDeadline(signal, vectorMs);
  try {
    const vector = await unlessAborted(embeddings.embedOne(text, deadline.signal), deadline.signal);
    const hits = await unlessAborted(
      index.search(owner, vector, Math.min(NEAREST, memories.length), deadline.signal),
      deadline.signal,
    );
    return await compareRest(memories, vector, new Map(hits.map(({ id, score }) => [id, score])));
  } catch (error) {
    signal.throwIfAborted();
    onDegraded(error);
    return undefined;
  } finally {
    deadline.clear();
  }
}

async function compareRest(
  memories: readonly Memory[],
  asked: Float32Array,
  known: ReadonlyMap<string, number>,
): Promise<Float64Array> {
  const cosines = new Float64Array(memories.length);
  for (const [place, { id, vector }] of memories.entries()) {
    if (place > 0 && place % COMPARED_AT_ONCE === 0) await yieldToOthers();
    cosines[place] = known.get(id) ?? (vector === null ? 0 : dot(asked, vector));
  }
  return cosines;
}

function withinBudget(ranked: readonly RecalledMemory[], { limit, tokens }: RecallQuery): RecalledMemory[] {
  let left = tokens;
  let skills = 0;
  const chosen = ranked.filter(({ kind }) => kind !== 'skill' || (skills += 1) <= MAX_SKILLS);
  return chosen.slice(0, limit).filter(({ text }) => {
    const cost = countTokens(text);
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

/** Owners by last use, up to `maxBytes` together; the one used last is kept, however large. */
function createKept(maxBytes: number) {
  const owners = new Map<string, Loaded>();
  let bytes = 0;
  const drop = (owner: string): void => {
    const known = owners.get(owner);
    if (known !== undefined) bytes -= bytesOf(known);
    owners.delete(owner);
  };
  return {
    drop,
    get(owner: string): Loaded | undefined {
      const known = owners.get(owner);
      if (known !== undefined) {
        owners.delete(owner);
        owners.set(owner, known);
      }
      return known;
    },
    put(owner: string, loaded: Loaded): void {
      drop(owner);
      owners.set(owner, loaded);
      bytes += bytesOf(loaded);
      for (const [oldest] of owners) {
        if (bytes <= maxBytes || oldest === owner) break;
        drop(oldest);
      }
    },
  };
}

/** What an owner takes without a single memory: most have none, and they must not pile up. */
const OWNER_BYTES = 2_048;

function bytesOf({ lexical, memories }: Loaded): number {
  return memories.reduce((sum, { vector }) => sum + (vector?.byteLength ?? 0), OWNER_BYTES + lexical.bytes);
}
