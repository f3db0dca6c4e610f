import { afterEach, describe, expect, test } from 'vitest';
import { dot } from '../core/vectors.js';
import { createVectorTable, randomVector, type VectorTable } from './vector-table.js';
import { createDice } from '../policy/text/fixtures/dice.js';
import type { VectorIndex, VectorRow } from '../memory/vectors/vector-index.js';

const WIDTH = 16;

export interface OpenIndex {
  (
    table: VectorTable,
    options: { dimension: number; maxAgeMs: number; onInvalid: (owner: string, id: string) => void },
  ): VectorIndex | Promise<VectorIndex>;
}

/** What every vector index promises, whatever finds the vectors. */
export function describeVectorIndex(name: string, open: OpenIndex): void {
  describe(name, () => {
    const dice = createDice(7);
    const opened: VectorIndex[] = [];
    afterEach(async () => {
      for (const index of opened.splice(0)) await index.close();
    });
    const openOn = async (
      table: VectorTable,
      { maxAgeMs = 60_000, onInvalid = ignore } = {},
    ): Promise<VectorIndex> => {
      const index = await open(table, { dimension: WIDTH, maxAgeMs, onInvalid });
      opened.push(index);
      return index;
    };
    const row = (id: string): VectorRow => ({ id, vector: randomVector(dice, WIDTH) });
    const rows = (count: number, prefix = 'm'): VectorRow[] =>
      Array.from({ length: count }, (_, index) => row(`${prefix}${index}`));
    const expected = (table: VectorTable, owner: string, query: Float32Array): string[] =>
      table
        .rows(owner)
        .map(({ id, vector }) => ({ id, score: dot(query, vector) }))
        .sort((a, b) => b.score - a.score)
        .map(({ id }) => id);
    const ids = async (
      index: VectorIndex,
      owner: string,
      query: Float32Array,
      k: number,
    ): Promise<string[]> => (await index.search(owner, query, k)).map(({ id }) => id);

    test('finds nothing of an owner without rows', async () => {
      expect(
        await (await openOn(createVectorTable())).search('nobody', randomVector(dice, WIDTH), 5),
      ).toEqual([]);
    });

    test('finds the nearest first, with their cosine, and as many as there are', async () => {
      const table = createVectorTable();
      table.write('ann', { put: rows(40) });
      const index = await openOn(table);
      const query = randomVector(dice, WIDTH);
      const hits = await index.search('ann', query, 1000);
      expect(hits.map(({ id }) => id)).toEqual(expected(table, 'ann', query));
      for (const { id, score } of hits) {
        const vector = table.rows('ann').find((one) => one.id === id)?.vector ?? query;
        expect(score).toBeCloseTo(dot(query, vector), 5);
      }
      expect(await ids(index, 'ann', query, 3)).toEqual(expected(table, 'ann', query).slice(0, 3));
      expect(await index.search('ann', query, 0)).toEqual([]);
      expect(await index.search('ann', query, -1)).toEqual([]);
      expect(await index.search('ann', query, NaN)).toEqual([]);
    });

    test('follows writes at once: new rows, other vectors, removals', async () => {
      const table = createVectorTable();
      const index = await openOn(table);
      const query = randomVector(dice, WIDTH);
      for (const change of [
        { put: rows(10) },
        { put: [{ id: 'm3', vector: query }, row('new')] },
        { remove: ['m0', 'm9', 'never there'] },
        { put: [row('m3')], remove: ['new'] },
        { remove: table.rows('ann').map(({ id }) => id) },
      ]) {
        await index.apply('ann', table.write('ann', change));
        expect(await ids(index, 'ann', query, 100)).toEqual(expected(table, 'ann', query));
      }
      expect(table.loads, 'nothing is loaded again for a write of our own').toBeLessThanOrEqual(1);
    });

    test('finds what another replica wrote: soon by itself, at once when told', async () => {
      const table = createVectorTable();
      const query = randomVector(dice, WIDTH);
      const told = await openOn(table);
      const watching = await openOn(table, { maxAgeMs: 0 });
      for (const index of [told, watching]) expect(await index.search('ann', query, 5)).toEqual([]);
      table.write('ann', { put: rows(3) });
      expect(await ids(watching, 'ann', query, 5)).toEqual(expected(table, 'ann', query));
      told.invalidate('ann');
      expect(await ids(told, 'ann', query, 5)).toEqual(expected(table, 'ann', query));
    });

    test('a write that it cannot follow is loaded again', async () => {
      const table = createVectorTable();
      const index = await openOn(table);
      const query = randomVector(dice, WIDTH);
      table.write('ann', { put: rows(3) });
      await index.search('ann', query, 5);
      table.write('ann', { put: [row('missed')] });
      await index.apply('ann', table.write('ann', { put: [row('seen')] }));
      expect(await ids(index, 'ann', query, 9)).toEqual(expected(table, 'ann', query));
    });

    test('keeps owners apart, whatever they are called', async () => {
      const table = createVectorTable();
      const index = await openOn(table);
      const names = ['1', '11', 'a:b', 'a', '', '__proto__', 'ü\0', 'a'.repeat(500)];
      for (const owner of names) table.write(owner, { put: rows(3, `${owner}/`) });
      for (const owner of names) {
        const found = await ids(index, owner, randomVector(dice, WIDTH), 50);
        expect(found.sort()).toEqual([`${owner}/0`, `${owner}/1`, `${owner}/2`].sort());
      }
    });

    test('forgets an owner, also while its vectors are being loaded, and after it was erased elsewhere', async () => {
      const table = createVectorTable();
      const index = await openOn(table);
      const query = randomVector(dice, WIDTH);
      table.write('ann', { put: rows(5) });
      expect(await index.search('ann', query, 5)).toHaveLength(5);
      table.erase('ann');
      await index.forget('ann');
      expect(await index.search('ann', query, 5)).toEqual([]);

      table.write('bob', { put: rows(5) });
      const searching = index.search('bob', query, 5);
      table.erase('bob');
      await index.forget('bob');
      await searching;
      expect(await index.search('bob', query, 5)).toEqual([]);

      table.write('eve', { put: rows(5) });
      expect(await index.search('eve', query, 5)).toHaveLength(5);
      table.erase('eve');
      index.invalidate('eve');
      expect(await index.search('eve', query, 5)).toEqual([]);
    });

    test('leaves out rows that are no proper vectors, and says so', async () => {
      const table = createVectorTable();
      const invalid: string[] = [];
      const index = await openOn(table, { onInvalid: (owner, id) => void invalid.push(`${owner}/${id}`) });
      const bad: VectorRow[] = [
        { id: 'nan', vector: new Float32Array(WIDTH).fill(NaN) },
        { id: 'infinite', vector: new Float32Array(WIDTH).fill(Infinity) },
        { id: 'zero', vector: new Float32Array(WIDTH) },
        { id: 'long', vector: new Float32Array(WIDTH).fill(1) },
        { id: 'short', vector: randomVector(dice, WIDTH - 1) },
        { id: 'empty', vector: new Float32Array(0) },
      ];
      table.write('ann', { put: [...bad, row('good')] });
      const query = randomVector(dice, WIDTH);
      expect(await ids(index, 'ann', query, 9)).toEqual(['good']);
      expect(invalid).toEqual(bad.map(({ id }) => `ann/${id}`));
      await index.apply(
        'ann',
        table.write('ann', { put: [{ id: 'later', vector: new Float32Array(3) }, row('fine')] }),
      );
      expect((await ids(index, 'ann', query, 9)).sort()).toEqual(['fine', 'good']);
      for (const { vector } of bad) expect(await index.search('ann', vector, 5)).toEqual([]);
    });

    test('loads an owner once, however many ask', async () => {
      const table = createVectorTable();
      table.write('ann', { put: rows(20) });
      const index = await openOn(table);
      const query = randomVector(dice, WIDTH);
      const answers = await Promise.all(Array.from({ length: 20 }, () => ids(index, 'ann', query, 5)));
      for (const answer of answers) expect(answer).toEqual(expected(table, 'ann', query).slice(0, 5));
      expect(table.loads).toBe(1);
    });

    test('ends a search with what its signal aborted with', async () => {
      const table = createVectorTable();
      const index = await openOn(table);
      const caller = new AbortController();
      table.delay = () => new Promise(() => undefined);
      const searching = index.search('ann', randomVector(dice, WIDTH), 5, caller.signal);
      caller.abort(new Error('enough'));
      await expect(searching).rejects.toThrow('enough');
    });

    test('a source that fails fails the search, and the next one asks it again', async () => {
      const table = createVectorTable();
      table.write('ann', { put: rows(2) });
      const index = await openOn(table);
      table.delay = () => Promise.reject(new Error('the database is away'));
      await expect(index.search('ann', randomVector(dice, WIDTH), 5)).rejects.toThrow('away');
      table.delay = () => Promise.resolve();
      expect(await index.search('ann', randomVector(dice, WIDTH), 5)).toHaveLength(2);
    });
  });
}

function ignore(_owner: string, _id: string): void {
  // Most tests have no such rows.
}
