import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadCases, type LoadedCase } from '../cases/load-cases.js';
import { EvalCase } from '../cases/eval-case.js';
import { systemClock } from '../../src/core/clock.js';
import { uuidv7 } from '../../src/core/ids.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../../src/testing/servers.js';
import { resultsOf, toStableText } from '../reports/results-file.js';
import { openCompany } from './company.js';
import { playCase } from './play-case.js';
import { playLoaded } from './play-loaded.js';
import { findingsOf } from './result.js';
import { openStage, type Stage } from './stage.js';

// A small slice of the evals, played as `npm run evals` does; all of them are its business.

// Whole conversations, on a machine that may be busy: one that runs out of time goes on under the next test.
vi.setConfig({ testTimeout: 90_000 });

const SLICE = [
  'adversarial/somebody-elses-secret',
  'helm/buy-a-skin',
  'support/model-plans-a-refund',
  'support/name-is-remembered-in-another-conversation',
  'support/refund-yes-comes-too-late',
];

let schema: TestSchema;
let company: Awaited<ReturnType<typeof openCompany>>;
let stage: Stage;
beforeAll(async () => {
  schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  company = await openCompany(schema.url);
  stage = await openStage(company, { url: schema.url, name: `evals_${randomUUID().slice(0, 8)}` });
});
afterAll(async () => {
  await stage.close();
  await company.close();
  await schema.drop();
});

const slice = loadCases().filter(({ id }) => SLICE.includes(id));

function caseOf(spec: object): LoadedCase {
  const loaded = { id: 'test/one', suite: 'test', file: '', cassetteFile: undefined, toolsFile: undefined };
  return {
    kind: 'conversation',
    ...loaded,
    spec: EvalCase.parse({ title: 'A case', mode: 'support', ...spec }),
  };
}

test('the slice passes, and its results are the same bytes twice', async () => {
  expect(slice.map(({ id }) => id)).toEqual(SLICE);
  const play = async (): Promise<string> => {
    const results = [];
    for (const one of slice) results.push(await playLoaded(stage, one));
    expect(results.flatMap((one) => [one.error, ...findingsOf(one)].filter(Boolean))).toEqual([]);
    return toStableText(resultsOf(results));
  };
  const first = await play();
  expect(await play()).toBe(first);
  expect(first).not.toMatch(/took|duration|"at"/);
});

test('a wrong expectation fails with the turn and the difference', async () => {
  const wrong = caseOf({
    turns: [
      { say: 'where is order 126?', expect: { tools: [{ tool: 'orders.get', args: { order_id: 125 } }] } },
    ],
  });
  const result = await playLoaded(stage, wrong);
  expect(result.status).toBe('failed');
  expect(findingsOf(result)).toEqual([
    {
      turn: 1,
      input: 'where is order 126?',
      scorer: 'tool calls',
      what: 'argument order_id of orders.get',
      expected: 125,
      got: 126,
    },
  ]);
});

test('nothing of a case is left to the next', async () => {
  const first = caseOf({ turns: [{ say: 'My name is Ada.' }, { say: 'refund order 123' }, { say: 'yes' }] });
  await playCase(stage, first);
  const { turns } = await playCase(stage, caseOf({ turns: [{ say: 'what is my name?' }, { say: 'yes' }] }));
  expect(turns.flatMap(({ recalled }) => recalled)).toEqual([]);
  expect(turns.flatMap(({ changes }) => changes)).toEqual([]);
});

test('time stands where the case puts it, in the database, too', async () => {
  const { turns } = await playCase(
    stage,
    caseOf({
      clock: '2031-05-06T07:08:09Z',
      turns: [{ say: 'refund order 123' }, { say: 'My name is Ada.', after: '2d' }],
    }),
  );
  expect(turns[0]?.reply?.approval?.expires_at).toBe('2031-05-06T07:23:09.000Z');
  expect(new Set(turns[1]?.events.map(({ at }) => at))).toEqual(new Set(['2031-05-08T07:08:09.000Z']));
  const { rows } = await stage.pool.query<{ at: Date }>('select max(created_at) as at from messages');
  expect(rows[0]?.at.toISOString()).toBe('2031-05-08T07:08:09.000Z');
});

describe('a case that reaches outside fails', () => {
  test('to the network', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { violations } = await company.guards.watch(async () => {
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
      await expect(fetch('http://example.com/')).rejects.toThrow();
    });
    server.close();
    expect(violations).toEqual([`network: 127.0.0.1:${port}`, 'network: example.com:80'].sort());
  });

  test('a machine too busy to do what the case needs is no failure of the service', async () => {
    const [one] = slice;
    if (one?.kind !== 'conversation') expect.fail('the slice is empty');
    const guards = {
      ...company.guards,
      async watch<T>(work: () => Promise<T>) {
        return { ...(await company.guards.watch(work)), hindrances: ['Routing by meaning did not answer'] };
      },
    };
    const result = await playLoaded({ ...stage, company: { ...company, guards } }, one);
    expect(result).toMatchObject({ status: 'error' });
    expect(result.error).toContain('Routing by meaning did not answer');
  });

  test('to the time of day', async () => {
    const { violations } = await company.guards.watch(async () => {
      systemClock.now();
      uuidv7();
    });
    expect(violations).toEqual(['time of day: src/core/clock.ts']);
  });

  test('to a model that is not recorded', async () => {
    const [recorded] = slice.filter(({ id }) => id === 'support/model-plans-a-refund');
    if (recorded?.kind !== 'conversation') expect.fail('the case of the model is gone');
    const [first] = recorded.spec.turns;
    if (first === undefined) expect.fail('it has no turn');
    const turns = [{ ...first, say: 'please give me my money back for order 123, wrong skin' }];
    const result = await playLoaded(stage, { ...recorded, spec: { ...recorded.spec, turns } });
    expect(result.status).toBe('failed');
    expect(findingsOf(result).map(({ scorer, got }) => [scorer, String(got)])).toContainEqual([
      'hermetic',
      expect.stringContaining('has no answer to this request for "plan"'),
    ]);
  });
});
