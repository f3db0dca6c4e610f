import { afterAll, describe, expect, test } from 'vitest';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import { createOpenMemory } from './ask-memory.js';
import type { Conversation } from './conversations.js';
import { measure, type Found } from './measure.js';
import { readOwnSet } from './read-set.js';

const { embeddings } = openEmbeddings({ remote: undefined });
const hasModel = !embeddings.model.name.startsWith('hash');
afterAll(() => embeddings.close());

/** What was measured on every third conversation, less some points: a change that costs more must say why. */
test.runIf(hasModel)(
  'both ways together find what was said, and no less than words alone',
  async () => {
    const some = readOwnSet().conversations.filter((_, place) => place % 3 === 0);
    const { all, foreign } = await measure(some, createOpenMemory(embeddings));
    process.stdout.write(`recall at 10 of ${all.n} questions: ${JSON.stringify(all.ways)}\n`);
    expect(all.n).toBeGreaterThan(80);
    expect(all.ways.fused.recallAt10).toBeGreaterThanOrEqual(FUSED_AT_10);
    expect(all.aboveFloor).toBeGreaterThanOrEqual(ABOVE_FLOOR);
    expect(foreign.nothingRecalled).toBeGreaterThanOrEqual(SILENT);
    expect(all.ways.fused.recallAt10).toBeGreaterThan(all.ways.lexical.recallAt10 - 2);
  },
  120_000,
);

const FUSED_AT_10 = 68;
const ABOVE_FLOOR = 55;
/** Of what is asked about another life. */
const SILENT = 72;

describe('figures', () => {
  const conversation = (evidence: readonly (readonly string[])[]): Conversation => ({
    id: 'c',
    turns: ['a', 'b', 'c'].map((id) => ({ id, speaker: '', text: id, at: undefined })),
    questions: evidence.map((ids, place) => ({ kind: 'single', question: String(place), evidence: ids })),
  });
  const answer = (ranked: readonly string[], recalled: readonly string[]): Found => ({
    ranked: { vectors: ranked, lexical: ranked, fused: ranked },
    recalled,
  });
  const many = Array.from({ length: 7 }, (_, place) => `x${place}`);

  test('are shares of the evidence among the first, and the place of the first of it', async () => {
    const found = [answer(['b', ...many, 'a'], ['b']), answer(['c', 'a'], [])];
    const measured = await measure(
      [conversation([['a', 'b'], ['a']])],
      async () => async (question) => found[Number(question)] ?? answer([], []),
    );
    expect(measured.all).toMatchObject({ n: 2, aboveFloor: 25 });
    expect(measured.all.ways.fused).toEqual({ recallAt5: 75, recallAt10: 100, mrr: 0.75 });
    expect(measured.missed).toEqual([]);
  });

  test('of questions that nothing answers say how often nothing was recalled', async () => {
    const measured = await measure([conversation([[], []])], async () => async (question) => {
      return question === '0' ? answer(['a'], []) : answer(['a'], ['a']);
    });
    expect(measured.unanswerable).toEqual({ n: 2, nothingRecalled: 50 });
    expect(measured.all.n).toBe(0);
  });

  test('name what was not found', async () => {
    const measured = await measure([conversation([['a']])], async () => async () => answer(['b'], []));
    expect(measured.missed).toMatchObject([{ evidence: 'a', best: 'b' }]);
  });
});
