import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, sayJson, type Answer } from '../../src/testing/model-server/answer.js';
import { startModelServer, type ModelServer } from '../../src/testing/model-server/model-server.js';
import { loadCase, type Loaded } from '../cases/load-cases.js';
import type { CaseResult } from '../replay/result.js';
import { missedGates, type Run } from '../reports/gates.js';
import { resultsOf } from '../reports/results-file.js';
import { openJudge } from './ask-judge.js';
import { judgeCases, type Judging } from './judge-cases.js';
import { verdictsFile } from './verdicts.js';

const CASE = `title: Somebody is upset
mode: support
turns:
  - say: you are useless!!
    expect: { kind: answer, judge: [It stays polite, It promises nothing] }
`;

let folder: string;
let loaded: Loaded;
let server: ModelServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'judge-'));
  writeFileSync(join(folder, 'upset.yaml'), CASE);
  loaded = loadCase(join(folder, 'upset.yaml'), folder);
  server = await startModelServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const holds: Answer = sayJson({ holds: true, why: 'It says sorry.' });
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

/** The case as it was played, with this for an answer. */
function playedWith(text: string): CaseResult {
  const reply = { kind: 'answer' as const, data: {}, text };
  const turn = { input: 'you are useless!!', rejected: undefined, answered: undefined, events: [], reply };
  const nothing = { changes: [], writes: [], recalled: [], remembered: [], forgotten: [], took_ms: 1 };
  const { id, suite, spec } = loaded;
  const judged = { turns: [], whole: [], reached: [], took_ms: 1, play: 1, tags: [] };
  const trace = { turns: [{ ...turn, ...nothing }], changes: [], violations: [], errors: [] };
  return {
    id,
    suite,
    title: spec.title,
    status: 'passed',
    known: undefined,
    error: undefined,
    trace,
    ...judged,
  };
}

async function judge(result: CaseResult, judging: Partial<Judging> = {}) {
  const [judged] = await judgeCases([loaded], [result], { signal: soon(), ...judging });
  return judged ?? expect.fail('nothing came back');
}

function asked() {
  const found = openJudge({ OPENAI_BASE_URL: server.url });
  return found ?? expect.fail('no judge');
}

test('without a key nobody is asked, and nothing is judged', async () => {
  expect(openJudge({ PATH: '/bin' })).toBeUndefined();
  const { judged } = await judge(playedWith('I am sorry.'));
  expect(judged).toEqual([
    { turn: 1, statement: 'It stays polite' },
    { turn: 1, statement: 'It promises nothing' },
  ]);
  expect(existsSync(verdictsFile(loaded.file))).toBe(false);
});

test('what it says is kept beside the case, and asked for again only where the answer is another one', async () => {
  server.script.next(holds, sayJson({ holds: false, why: 'It promises a call.' }));
  const first = await judge(playedWith('I am sorry.'), { judge: asked() });
  expect(first.judged?.map(({ holds: does, why }) => [does, why])).toEqual([
    [true, 'It says sorry.'],
    [false, 'It promises a call.'],
  ]);
  expect(server.journal.length).toBe(2);
  // Without anybody to ask, too.
  expect((await judge(playedWith('I am sorry.'))).judged).toEqual(first.judged);
  await judge(playedWith('I am sorry.'), { judge: asked() });
  expect(server.journal.length).toBe(2);

  server.script.next(holds, holds);
  const other = await judge(playedWith('Sorry!'), { judge: asked() });
  expect(other.judged?.every(({ holds: does }) => does)).toBe(true);
  expect(readFileSync(verdictsFile(loaded.file), 'utf8')).not.toContain('It promises a call.');
});

test('no case fails by it: it has a gate of its own', async () => {
  server.script.next(holds, sayJson({ holds: false, why: 'It promises a call.' }));
  const result = await judge(playedWith('I am sorry.'), { judge: asked() });
  expect(result.status).toBe('passed');
  const results = resultsOf([result]);
  expect(results.totals.failed).toBe(0);
  const run = { results, timings: { total_ms: 1, turns: {}, cases: {} } } as unknown as Run;
  const gates = { suites: {}, scorers: {}, coverage: {}, pass_rate: 1 };
  expect(missedGates(gates, run)).toEqual([]);
  expect(missedGates({ ...gates, judge: 0.9 }, run)).toEqual([
    { gate: 'judge', of: 'behaviour', wanted: 0.9, got: 0.5 },
  ]);
});

test('a judge that fails or says nothing of use leaves the statement without a verdict, and says why', async () => {
  server.script.next(fail(401, 'no_such_key'), sayJson({ holds: 'maybe' }));
  const errors: unknown[] = [];
  const { judged } = await judge(playedWith('I am sorry.'), {
    judge: asked(),
    onError: (_id, error) => void errors.push(error),
  });
  expect(judged?.map(({ holds: does }) => does)).toEqual([undefined, undefined]);
  expect(errors).toMatchObject([{ code: 'rejected' }, { code: 'invalid_output' }]);
});

test('it has a deadline, and ends when it is no longer wanted', async () => {
  server.script.otherwise({ do: 'hang' });
  const question = { said: 'a', answered: 'b', statement: 'c' };
  const hasty = openJudge({ OPENAI_BASE_URL: server.url, MODEL_TIMEOUT_MS: '500' });
  await expect(hasty?.ask(question, soon())).rejects.toMatchObject({ code: 'timeout' });
  await expect(asked().ask(question, AbortSignal.timeout(50))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});
