import { setImmediate as turnOfTheLoop, setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { dot } from '../../../core/vectors.js';
import { createDice } from '../../../policy/text/fixtures/dice.js';
import { describeVectorIndex } from '../../../testing/vector-index.contract.js';
import { createVectorTable, randomVector, type VectorTable } from '../../../testing/vector-table.js';
import { detectVectorBackend } from '../../vector-backend.js';
import { createVectorIndex, type OpenedVectorIndex, type VectorIndexDeps } from '../create-vector-index.js';
import { startFaissProcess, type FaissProcess } from './faiss-process.js';
import type { ProcessSettings } from './messages.js';
import type { Hit, VectorRow } from '../vector-index.js';

const WIDTH = 24;
const hasFaiss = detectVectorBackend() === 'faiss';

async function untilReady({ faiss }: OpenedVectorIndex): Promise<void> {
  while (faiss?.isReady() === false) await wait(5);
}

describe.runIf(hasFaiss)('with FAISS installed', () => {
  const answered = { faiss: 0, scan: 0 };
  let shared: FaissProcess | undefined;
  const borrow = (settings: ProcessSettings): FaissProcess => {
    shared ??= startFaissProcess(settings);
    let giveBack: (how: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (giveBack = resolve));
    return { ...shared, ended, kill: () => giveBack('given back') };
  };
  describeVectorIndex('the FAISS process', async (source, options) => {
    const opened = createVectorIndex({
      ...options,
      source,
      backend: 'faiss',
      startProcess: borrow,
      onSearched: (by) => (answered[by] += 1),
    });
    await untilReady(opened);
    return opened.index;
  });
  afterAll(() => {
    shared?.kill();
    expect(answered).toEqual({ faiss: expect.any(Number), scan: 0 });
    expect(answered.faiss).toBeGreaterThan(40);
  });
});

describe.runIf(hasFaiss)('the FAISS process', () => {
  const dice = createDice(11);
  const opened: OpenedVectorIndex[] = [];
  afterEach(async () => {
    for (const { index } of opened.splice(0)) await index.close();
  });

  const by = { faiss: 0, scan: 0 };
  const restarts: string[] = [];
  async function open(source: VectorTable, deps: Partial<VectorIndexDeps> = {}): Promise<OpenedVectorIndex> {
    Object.assign(by, { faiss: 0, scan: 0 });
    restarts.length = 0;
    const one = createVectorIndex({
      source,
      dimension: WIDTH,
      backend: 'faiss',
      onSearched: (who) => (by[who] += 1),
      onRestart: (reason) => restarts.push(reason),
      ...deps,
      limits: { pauseMs: 20, ...deps.limits },
    });
    opened.push(one);
    await untilReady(one);
    return one;
  }
  const rows = (count: number, prefix = ''): VectorRow[] =>
    Array.from({ length: count }, (_, row) => ({ id: `${prefix}${row}`, vector: randomVector(dice, WIDTH) }));
  const exact = (table: VectorTable, owner: string, query: Float32Array, k: number): string[] =>
    table
      .rows(owner)
      .map(({ id, vector }) => ({ id, score: dot(query, vector) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, k)
      .map(({ id }) => id);
  const idsOf = (hits: Hit[]): string[] => hits.map(({ id }) => id);

  /** Each kill waits for a new process; what CI has time for is too long for a quick look. */
  const KILLS = process.env['CI'] ? 50 : 10;

  test(`killed and aborted ${KILLS} times in ${KILLS * 20} queries, with writes between: none fails, none is wrong`, async () => {
    const table = createVectorTable();
    const owners = Array.from({ length: 20 }, (_, owner) => `owner ${owner}`);
    for (const owner of owners) table.write(owner, { put: rows(30, `${owner}/`) });
    const { index, faiss } = await open(table);
    let kills = 0;
    for (let query = 0; query < KILLS * 20; query++) {
      const owner = dice.pick(owners);
      if (query % 20 === 10) {
        const pid = faiss?.pid();
        if (pid !== undefined) process.kill(pid, dice.pick(['SIGKILL', 'SIGABRT', 'SIGSEGV']));
        kills += pid === undefined ? 0 : 1;
      }
      // Every kill is of a process that was answering; the queries in between meet none, a starting one, and a new one.
      if (query % 20 === 0) while (faiss?.isReady() === false) await wait(2);
      if (query % 3 === 0) {
        const write = { put: rows(1, `${owner}/new ${query} `), remove: [`${owner}/${query % 30}`] };
        await index.apply(owner, table.write(owner, write));
      }
      const vector = query % 50 === 7 ? new Float32Array(WIDTH).fill(NaN) : randomVector(dice, WIDTH);
      const wanted = query % 50 === 7 ? [] : exact(table, owner, vector, 5);
      expect(idsOf(await index.search(owner, vector, 5)), `query ${query}`).toEqual(wanted);
    }
    expect(kills).toBe(KILLS);
    expect(by.faiss).toBeGreaterThan(4 * KILLS);
    expect(by.scan).toBeGreaterThan(KILLS);
  }, 120_000);

  test('is replaced after so many searches, without anybody waiting for it', async () => {
    const table = createVectorTable();
    table.write('ann', { put: rows(10) });
    const { index, faiss } = await open(table, { limits: { searches: 20 } });
    const pids = new Set<number | undefined>();
    for (let query = 0; query < 200 || pids.size < 3; query++) {
      pids.add(faiss?.pid());
      const vector = randomVector(dice, WIDTH);
      expect(idsOf(await index.search('ann', vector, 3))).toEqual(exact(table, 'ann', vector, 3));
      if (query > 200) await wait(2);
    }
    expect(by.scan).toBe(0);
    expect(new Set(restarts)).toEqual(new Set(['searches']));
  });

  test('is replaced when it has grown too large', async () => {
    const table = createVectorTable();
    table.write('ann', { put: rows(10) });
    const { index, faiss } = await open(table, { limits: { rssBytes: 1 } });
    const first = faiss?.pid();
    while (faiss?.pid() === first) {
      expect(await index.search('ann', randomVector(dice, WIDTH), 3)).toHaveLength(3);
      await wait(2);
    }
    expect(restarts).toContain('memory');
  });

  test('that hangs is passed over, ended and replaced', async () => {
    const table = createVectorTable();
    table.write('ann', { put: rows(10) });
    const { index, faiss } = await open(table, { limits: { searchMs: 20, silenceMs: 60 } });
    const hung = faiss?.pid();
    process.kill(hung ?? 0, 'SIGSTOP');
    while (faiss?.pid() === hung) {
      const vector = randomVector(dice, WIDTH);
      expect(idsOf(await index.search('ann', vector, 3))).toEqual(exact(table, 'ann', vector, 3));
      // The scan answers without a turn of the event loop, and only there is the process ended.
      await turnOfTheLoop();
    }
    await untilReady(opened[0] ?? { index, faiss });
    expect(restarts).toEqual(['silent']);
    // On a busy machine the new process may take longer than a search waits.
    await vi.waitUntil(async () => {
      await index.search('ann', randomVector(dice, WIDTH), 3);
      return by.faiss > 0;
    });
  });

  test('keeps within its bytes: the longest unused owners are loaded again', async () => {
    const table = createVectorTable();
    for (const owner of ['a', 'b', 'c']) table.write(owner, { put: rows(100, owner) });
    const { index } = await open(table, { indexBytes: 250 * (WIDTH * 4 + 64), copyBytes: 1 });
    const ask = (owner: string): Promise<Hit[]> => index.search(owner, randomVector(dice, WIDTH), 1);
    for (const owner of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await ask(owner)).toHaveLength(1);
    // a, b, then c in the place of b, then b in the place of c.
    expect(table.loads).toBe(4);
    expect(by.scan).toBe(0);
  });

  test('a graph takes over from so many vectors on, follows writes while and after it is built, and misses little', async () => {
    const table = createVectorTable();
    table.write('docs', { put: rows(3000) });
    const { index } = await open(table, { graphFrom: 1000 });
    const check = async (): Promise<number> => {
      let found = 0;
      for (let query = 0; query < 20; query++) {
        const vector = randomVector(dice, WIDTH);
        const hits = await index.search('docs', vector, 10);
        const known = new Set(idsOf(table.rows('docs').map(({ id }) => ({ id, score: 0 }))));
        expect(hits.filter(({ id }) => !known.has(id))).toEqual([]);
        found += idsOf(hits).filter((id) => exact(table, 'docs', vector, 10).includes(id)).length;
      }
      return found / 200;
    };
    for (let round = 0; round < 15; round++) {
      const put = rows(10, `round ${round} `);
      await index.apply(
        'docs',
        table.write('docs', { put, remove: rows(20).map(({ id }) => `${round * 20 + Number(id)}`) }),
      );
      expect(await index.search('docs', put[0]?.vector ?? new Float32Array(WIDTH), 1)).toMatchObject([
        { id: put[0]?.id },
      ]);
      expect(await check()).toBeGreaterThan(0.95);
    }
    expect(by.scan).toBe(0);
    expect(table.loads).toBe(1);
  }, 60_000);
});

test("no search of any implementation gives another owner's row", async () => {
  const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000);
  const dice = createDice(seed);
  for (const backend of hasFaiss ? (['faiss', 'scan'] as const) : (['scan'] as const)) {
    const table = createVectorTable();
    const opened = createVectorIndex({
      source: table,
      dimension: WIDTH,
      backend,
      indexBytes: 20_000,
      copyBytes: 20_000,
    });
    await untilReady(opened);
    const owners = Array.from({ length: 12 }, (_, owner) => (owner % 2 === 0 ? `${owner}` : `${owner - 1} `));
    await Promise.all(
      Array.from({ length: 600 }, async (_, step) => {
        const owner = dice.pick(owners);
        const ids = table.rows(owner).map(({ id }) => id);
        if (step % 2 === 0) {
          const put = [{ id: `${owner}|${step}`, vector: randomVector(dice, WIDTH) }];
          await opened.index.apply(
            owner,
            table.write(owner, { put, remove: step % 5 === 0 ? ids.slice(0, 2) : [] }),
          );
        }
        if (step % 67 === 0) opened.faiss?.kill();
        if (step % 41 === 0) await opened.index.forget(owner);
        const hits = await opened.index.search(owner, randomVector(dice, WIDTH), 50);
        const foreign = hits.filter(({ id }) => !id.startsWith(`${owner}|`));
        expect(foreign, `TEST_SEED=${seed}, ${backend}, owner "${owner}"`).toEqual([]);
      }),
    );
    await opened.index.close();
  }
}, 60_000);
