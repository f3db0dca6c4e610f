import { expect, onTestFinished, test, vi } from 'vitest';
import { LEFT, type StrategistAnswer, type StrategyQuestion } from '../../contracts/game-strategy.js';
import type { JsonObject } from '../../contracts/json.js';
import { createShardLoss, type ShardLoss } from '../matches/shard-loss.js';
import { createConsulting, type ConsultDeps } from './consult.js';

type Match = Parameters<ReturnType<typeof createConsulting>['look']>[0];

/** A match whose minds ask what `questions` says. */
function matchOf(questions: Map<string, StrategyQuestion>): {
  match: Match;
  loss: ShardLoss;
  at: (t: number) => void;
} {
  const loss = createShardLoss();
  const minds = new Map([...questions.keys()].map((name) => [name, { question: () => questions.get(name) }]));
  const state = { minds, outcome: null, tGame: 0 };
  // Nothing else of a match is looked at.
  const match = { lane: { broken: false, state }, loss } as unknown as Match;
  return { match, loss, at: (t) => void (state.tGame = t) };
}

const ask = (player: string, generation = 1): StrategyQuestion => ({
  match_id: 'm',
  player,
  generation,
  based_on: 10 + generation,
  read_set: {},
  valid_while: [],
  asked_at: 100,
  expires_at: 3_100,
  because: 'a boss has come',
  boss: null,
  situation: [],
  strategies: [{ name: 'scatter', summary: '', score: 0.5 }],
  goals: [],
});

interface Asked {
  question: StrategyQuestion;
  signal: AbortSignal;
  answer: (source?: 'llm' | 'rules') => void;
}

function rig(given: Partial<ConsultDeps['limits']> = {}, hasTime = (): boolean => true) {
  const limits = { answerMs: 60_000, atOnce: 8, apartMs: 0, ...given };
  const asked: Asked[] = [];
  const noted: string[] = [];
  const advice: JsonObject[] = [];
  const consulting = createConsulting({
    limits,
    now: () => new Date(0),
    hasTime,
    notes: {
      consulted: ({ outcome, cause }) =>
        void noted.push(cause === undefined ? outcome : `${outcome}: ${cause}`),
    },
    advise: (_match, _player, one) => void advice.push(one),
    strategist: {
      ask: (question, { signal }) =>
        new Promise<StrategistAnswer>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
          const { generation, based_on, read_set, valid_while, expires_at } = question;
          const basis = { generation, based_on, read_set, valid_while, expires_at };
          const answer = (source: 'llm' | 'rules' = 'llm'): void =>
            resolve({ runId: 'r', advice: { ...basis, strategy: 'scatter', source } });
          asked.push({ question, signal, answer });
        }),
    },
  });
  return { consulting, asked, noted, advice };
}

test('a question is asked once, however often it is looked at, and its answer is handed over with its run', async () => {
  const { consulting, asked, advice, noted } = rig();
  const { match } = matchOf(new Map([['ada', ask('ada')]]));
  for (let n = 0; n < 5; n += 1) consulting.look(match);
  expect(asked.length).toBe(1);
  asked[0]?.answer();
  await vi.waitFor(() => expect(advice).toMatchObject([{ strategy: 'scatter', run_id: 'r' }]));
  consulting.look(match);
  expect(asked.length).toBe(1);
  expect(noted).toEqual(['asked', 'answered']);
});

test('a new question ends the old one: never are two of one player under way', async () => {
  const { consulting, asked, noted, advice } = rig();
  const questions = new Map([['ada', ask('ada', 1)]]);
  const { match } = matchOf(questions);
  consulting.look(match);
  questions.set('ada', ask('ada', 2));
  consulting.look(match);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  asked[0]?.answer();
  await vi.waitFor(() => expect(noted).toContain('aborted'));
  expect(advice).toEqual([]);
});

test('a question that is void before its answer ends it; one that ran out of game time has failed', async () => {
  for (const [tGame, outcome] of [
    [200, 'aborted'],
    [5_000, 'failed: timeout'],
  ] as const) {
    const { consulting, noted } = rig();
    const questions = new Map([['ada', ask('ada')]]);
    const { match, at } = matchOf(questions);
    consulting.look(match);
    questions.delete('ada');
    (match.lane.state.minds as Map<string, unknown>).set('ada', { question: () => undefined });
    at(tGame);
    consulting.look(match);
    await vi.waitFor(() => expect(noted).toEqual(['asked', outcome]));
  }
});

test('no more than so many are under way; the next one waits, and is not asked when it is void by then', async () => {
  const { consulting, asked, noted } = rig({ answerMs: 60_000, atOnce: 2 });
  const questions = new Map(['a', 'b', 'c', 'd'].map((name) => [name, ask(name)]));
  const { match } = matchOf(questions);
  consulting.look(match);
  expect(asked.map(({ question }) => question.player)).toEqual(['a', 'b']);
  (match.lane.state.minds as Map<string, unknown>).set('c', { question: () => undefined });
  consulting.look(match);
  asked[0]?.answer();
  await vi.waitFor(() => expect(asked.map(({ question }) => question.player)).toEqual(['a', 'b', 'd']));
  expect(noted.filter((one) => one === 'asked').length).toBe(3);
});

test('a question that got no room in time is given up', async () => {
  const { consulting, asked, noted } = rig({ answerMs: 20, atOnce: 1 });
  const { match } = matchOf(new Map(['a', 'b'].map((name) => [name, ask(name)])));
  consulting.look(match);
  await vi.waitFor(() => expect(noted.toSorted()).toEqual(['asked', 'failed: crowded', 'failed: timeout']));
  expect(asked.length).toBe(1);
});

test.each(['a shard that is lost', 'a process that stops'])(
  '%s leaves its questions to the next',
  async (how) => {
    const { consulting, asked, noted, advice } = rig();
    const { match, loss } = matchOf(new Map([['ada', ask('ada')]]));
    consulting.look(match);
    if (how.startsWith('a shard')) loss.lose();
    else consulting.stop();
    expect(asked[0]?.signal.reason).toBe(LEFT);
    await new Promise((resolve) => setImmediate(resolve));
    expect({ noted, advice }).toEqual({ noted: ['asked'], advice: [] });
  },
);

test('a process that stops begins nothing that waited for room', () => {
  const { consulting, asked } = rig({ answerMs: 60_000, atOnce: 1 });
  consulting.look(matchOf(new Map(['a', 'b', 'c'].map((name) => [name, ask(name)]))).match);
  consulting.stop();
  expect(asked.map(({ question }) => question.player)).toEqual(['a']);
});

test('what the table says is not handed over: the mind knows it, and newer', async () => {
  const { consulting, asked, noted, advice } = rig();
  consulting.look(matchOf(new Map([['ada', ask('ada')]])).match);
  asked[0]?.answer('rules');
  await vi.waitFor(() => expect(noted).toEqual(['asked', 'rules']));
  expect(advice).toEqual([]);
});

test('however many questions are open on a shard, none goes on waiting for its loss once it is answered', async () => {
  const loss = createShardLoss();
  let waiting = 0;
  const counted: ShardLoss = {
    ...loss,
    whenLost(tell) {
      waiting += 1;
      const stay = loss.whenLost(tell);
      return () => {
        waiting -= 1;
        stay();
      };
    },
  };
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  const { consulting, asked, advice } = rig({ answerMs: 60_000, atOnce: 100 });
  const matches = Array.from({ length: 50 }, (_none, n) => matchOf(new Map([['ada', ask('ada', n)]])).match);
  for (const match of matches) consulting.look(Object.assign(match, { loss: counted }));
  expect(waiting).toBe(50);
  for (const { answer } of asked) answer();
  await vi.waitFor(() => expect(advice.length).toBe(50));
  await vi.waitFor(() => expect(waiting).toBe(0));
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

test('questions that arise together begin one after the other', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { consulting, asked } = rig({ apartMs: 200 });
  const { match } = matchOf(new Map(['ada', 'bob', 'cyd'].map((name) => [name, ask(name)])));
  consulting.look(match);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(199);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.length).toBe(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.map(({ question }) => question.player)).toEqual(['ada', 'bob', 'cyd']);
});

test('while the process has no time for them, questions wait, and some too long', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let hasTime = false;
  const { consulting, asked, noted } = rig({ apartMs: 200, answerMs: 3_000 }, () => hasTime);
  const questions = new Map([['ada', ask('ada')]]);
  const { match } = matchOf(questions);
  consulting.look(match);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([]);
  hasTime = true;
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.length).toBe(1);
  hasTime = false;
  questions.set('ada', ask('ada', 2));
  consulting.look(match);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked.length).toBe(1);
  expect(noted.at(-1)).toBe('failed: crowded');
});
