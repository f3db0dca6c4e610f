import { describe, expect, test } from 'vitest';
import { HashEmbeddings } from '../../llm/embeddings/hash-embeddings.js';
import { createVectorIndex } from '../vectors/create-vector-index.js';
import { createRecall } from './create-recall.js';
import type { Memory, MemorySource, RecallQuery } from './memory.js';
import { dot } from '../../core/vectors.js';
import { searchTextOf, type Floor } from './rank-memories.js';

const NOW = new Date('2026-03-14T12:00:00Z');
const embeddings = new HashEmbeddings();

interface Told {
  text: string;
  answers?: string;
  importance?: number;
  daysAgo?: number;
}

async function memoriesOf(owner: string, told: readonly Told[]): Promise<Memory[]> {
  const rows = told.map(
    ({ text, answers = null, importance = 0.5, daysAgo = 1 }, index): Omit<Memory, 'vector'> => ({
      id: `${owner}-${index}`,
      kind: 'fact',
      text,
      answers,
      importance,
      saidAt: new Date(NOW.getTime() - daysAgo * 86_400_000),
      lastUsedAt: null,
    }),
  );
  const vectors = await embeddings.embed(rows.map(searchTextOf));
  return rows.map((row, index) => ({ ...row, vector: vectors[index] ?? null }));
}

async function createFixture(
  told: Record<string, readonly Told[]>,
  options: {
    embeds?: () => Promise<Float32Array>;
    onLoad?: () => Promise<void>;
    cacheBytes?: number;
    vectorMs?: number;
    floor?: Floor;
  } = {},
) {
  const owners = new Map<string, { version: string; memories: readonly Memory[] }>();
  for (const [owner, list] of Object.entries(told))
    owners.set(owner, { version: '1', memories: await memoriesOf(owner, list) });
  const none = { version: '', memories: [] };
  const asked = { versions: 0, loads: 0 };
  const source: MemorySource = {
    load: async (owner) => {
      asked.loads += 1;
      const read = owners.get(owner) ?? none;
      await options.onLoad?.();
      return read;
    },
    version: (owner) => {
      asked.versions += 1;
      return Promise.resolve(owners.get(owner)?.version ?? '');
    },
  };
  const { index } = createVectorIndex({
    source: {
      version: source.version,
      load: async (owner) => {
        const { version, memories } = owners.get(owner) ?? none;
        return {
          version,
          rows: memories.flatMap(({ id, vector }) => (vector === null ? [] : [{ id, vector }])),
        };
      },
    },
    dimension: embeddings.model.dimension,
    backend: 'scan',
  });
  const degraded: unknown[] = [];
  const embedOne = options.embeds ?? ((text: string) => embeddings.embedOne(text));
  const recall = createRecall({
    source,
    index,
    embeddings: { embedOne },
    ...(options.floor && { floor: options.floor }),
    onDegraded: (error) => degraded.push(error),
    settings: { vectorMs: options.vectorMs ?? 200, maxAgeMs: 0, cacheBytes: options.cacheBytes ?? 1e8 },
  });
  const find = (text: string, query: Partial<RecallQuery> = {}) =>
    recall.find({
      owner: 'ada',
      text,
      now: NOW,
      limit: 5,
      tokens: 500,
      signal: new AbortController().signal,
      ...query,
    });
  return { recall, find, owners, degraded, asked };
}

function createGate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

const ADA: Told[] = [
  { text: 'I moved to Lisbon last month' },
  { text: 'My brother plays as a tank' },
  { text: 'the blue one, in size L', answers: 'Which hoodie would you like?' },
  { text: 'I am allergic to peanuts' },
  { text: 'My favourite team is the Orion Comets' },
];

describe('recall', () => {
  test('of an owner with more memories than the index gives, each has its own cosine', async () => {
    const told = Array.from({ length: 450 }, (_, n) => ({
      text: `note ${n} on the ${n % 7}. colour of thing ${n * 31}`,
    }));
    const { find, owners } = await createFixture(
      { ada: told },
      { floor: { best: -2, each: -2, words: -2 }, vectorMs: 60_000 },
    );
    const asked = await embeddings.embedOne('the colour of thing 93');
    const found = await find('the colour of thing 93', { limit: 450, tokens: 1e6 });
    expect(found).toHaveLength(450);
    for (const { id, vector } of owners.get('ada')?.memories ?? []) {
      const cosine = found.find((one) => one.id === id)?.parts.vector;
      expect(cosine).toBeCloseTo(vector === null ? NaN : dot(asked, vector), 5);
    }
    expect(found[0]?.text).toContain('thing 93');
  });

  test('finds what is about the same things, the best first, with the parts of its score', async () => {
    const { find } = await createFixture({ ada: ADA });
    const [first] = await find('what is the favourite team of mine?');
    expect(first).toMatchObject({
      id: 'ada-4',
      kind: 'fact',
      parts: { lexical: expect.any(Number), vector: expect.any(Number) },
    });
    expect((await find('how is my brother doing'))[0]?.id).toBe('ada-1');
  });

  test('finds an answer by the turn it answers', async () => {
    const { find } = await createFixture({ ada: ADA });
    expect((await find('order the hoodie again'))[0]?.id).toBe('ada-2');
  });

  test('gives nothing where nothing fits, and nothing for who has told nothing', async () => {
    const { find } = await createFixture({ ada: ADA });
    expect(await find('xylophone quartz')).toEqual([]);
    expect(await find('my favourite team', { owner: 'bob' })).toEqual([]);
  });

  test('keeps to the number and to the tokens that are asked for', async () => {
    const { find } = await createFixture({
      ada: Array.from({ length: 30 }, (_, n) => ({ text: `cat number ${n} likes tuna` })),
    });
    expect(await find('cat tuna', { limit: 3 })).toHaveLength(3);
    const short = await find('cat tuna', { limit: 20, tokens: 20 });
    expect(short.length).toBeGreaterThan(0);
    expect(short.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(20 * 3.5);
  });

  test('never gives anything of another owner, whatever is asked', async () => {
    const owners = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`owner${n}`, ADA.map(({ text }) => ({ text: `${text} ${n}` }))]),
    );
    const { find } = await createFixture(owners);
    for (const owner of Object.keys(owners)) {
      for (const { text } of ADA) {
        const found = await find(text, { owner, limit: 50, tokens: 5_000 });
        expect(found.length).toBeGreaterThan(0);
        expect(found.every(({ id }) => id.startsWith(`${owner}-`))).toBe(true);
      }
    }
  });

  test('goes by words where vectors fail or take too long', async () => {
    for (const embeds of [
      () => Promise.reject(new Error('gone')),
      () => new Promise<never>(() => undefined),
    ]) {
      const { find, degraded } = await createFixture({ ada: ADA }, { embeds });
      const [first] = await find('favourite team');
      expect(first).toMatchObject({ id: 'ada-4', parts: { vector: null } });
      expect(degraded).toHaveLength(1);
    }
  });

  test('sees what was written elsewhere, and loads nothing again that did not change', async () => {
    const { find, owners, asked } = await createFixture({ ada: ADA });
    await find('favourite team');
    await find('my brother');
    expect(asked.loads).toBe(1);
    owners.set('ada', {
      version: '2',
      memories: await memoriesOf('ada', [{ text: 'My favourite team is the Lynx' }]),
    });
    expect((await find('favourite team'))[0]?.text).toBe('My favourite team is the Lynx');
  });

  test('keeps no more owners than there is room for, also of those without memories', async () => {
    const { find, asked } = await createFixture({}, { cacheBytes: 10_000 });
    const owners = Array.from({ length: 100 }, (_, n) => `nobody${n}`);
    for (const owner of owners) await find('hello', { owner });
    await find('hello', { owner: owners.at(-1) ?? '' });
    expect(asked.loads).toBe(100);
    await find('hello', { owner: owners[0] ?? '' });
    expect(asked.loads).toBe(101);
  });

  test('keeps nothing that was forgotten while it was read', async () => {
    const { promise: read, resolve: endReading } = createGate();
    const { recall, find, asked } = await createFixture({ ada: ADA }, { onLoad: () => read });
    const found = find('favourite team');
    await expect.poll(() => asked.loads).toBe(1);
    await recall.forget('ada');
    endReading();
    await found;
    await find('favourite team');
    expect(asked.loads).toBe(2);
  });

  test('what was said just before helps a question that says little', async () => {
    const { find } = await createFixture({ ada: ADA });
    expect(await find('and why?')).toEqual([]);
    expect((await find('and why?', { before: 'You are allergic to peanuts.' }))[0]?.id).toBe('ada-3');
  });

  test('ends with the abort of its run', async () => {
    const controller = new AbortController();
    const { find } = await createFixture({ ada: ADA }, { embeds: () => new Promise<never>(() => undefined) });
    const found = find('favourite team', { signal: controller.signal });
    controller.abort(new Error('stop'));
    await expect(found).rejects.toThrow('stop');
  });
});
