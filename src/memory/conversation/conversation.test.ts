import { describe, expect, test } from 'vitest';
import { countTokens } from '../../core/tokens.js';
import { fitPast, sharesOf, windowTokens } from './fit-past.js';
import { needsFold, nextFold, type ToldMessage } from './next-fold.js';
import { summariseByRules } from './summarise-by-rules.js';

const BUDGET = 1500;

/** Turns of two messages, each of about `words` words. */
function turns(count: number, words: number): ToldMessage[] {
  return Array.from({ length: count }, (_, turn) =>
    (['user', 'assistant'] as const).map((role) => ({
      role,
      content: `${role} ${turn} ${'word '.repeat(words)}`.trim(),
      turn: String(turn),
    })),
  ).flat();
}

describe('what a turn is told of the past', () => {
  const memories = Array.from({ length: 9 }, (_, n) => ({ text: `memory ${n} ${'fact '.repeat(30)}` }));
  const summary = { text: 'line\n'.repeat(2_000), messages: 300 };

  test.each([
    ['much of all', turns(100, 40), summary, memories],
    ['one endless message', [{ role: 'user' as const, content: 'x'.repeat(80_000) }], summary, memories],
    ['short messages only', turns(100, 2), undefined, []],
    ['nothing', [], undefined, []],
  ])('stays within the budget: %s', (_what, history, given, remembered) => {
    const told = fitPast({ history, summary: given, omitted: 0, memories: remembered }, BUDGET);
    const texts = [...told.history.map(({ content }) => content), ...told.memories.map(({ text }) => text)];
    const tokens = [...texts, told.summary?.text ?? ''].reduce((sum, text) => sum + countTokens(text), 0);
    expect(tokens).toBeLessThanOrEqual(BUDGET);
    expect(told.history.length).toBeGreaterThan(history.length === 0 ? -1 : 0);
    expect(told.omitted).toBe(history.length - told.history.length);
  });

  test('what summary and memories leave is for the newest messages', () => {
    const history = turns(100, 40);
    const alone = fitPast({ history, summary: undefined, omitted: 0, memories: [] }, BUDGET);
    const beside = fitPast({ history, summary, omitted: 0, memories }, BUDGET);
    expect(alone.history.length).toBeGreaterThan(beside.history.length);
    expect(beside.history.at(-1)).toEqual(history.at(-1));
    expect(beside.memories[0]?.text).toContain('memory 0');
  });
});

describe('what is summed up next', () => {
  test('nothing while all fits; then the oldest whole turns, so many that it is not done at every turn', () => {
    expect(nextFold(turns(4, 20), BUDGET)).toEqual([]);
    const messages = turns(30, 20);
    const older = nextFold(messages, BUDGET);
    expect(older.length % 2).toBe(0);
    expect(messages.slice(0, older.length)).toEqual(older);
    const rest = messages.slice(older.length);
    expect(rest.length).toBeGreaterThan(0);
    expect(needsFold(rest, BUDGET)).toBe(false);
    expect(needsFold([...rest, ...turns(2, 20)], BUDGET)).toBe(false);
  });

  test('many short messages are many, and the last turn stays, however long', () => {
    expect(nextFold(turns(20, 1), BUDGET)).toHaveLength(24);
    expect(nextFold(turns(3, 5_000), BUDGET).map(({ turn }) => turn)).toEqual(['0', '0', '1', '1']);
    expect(nextFold(turns(1, 5_000), BUDGET)).toEqual([]);
    expect(windowTokens(BUDGET)).toBe(750);
  });
});

describe('a summary by rules', () => {
  test('goes on from the one before, a line for each message', () => {
    const first = summariseByRules(undefined, turns(1, 1), 300);
    expect(first).toBe('Person: user 0 word\nCopilot: assistant 0 word');
    expect(summariseByRules(first, [{ role: 'user', content: 'and  now\nthis' }], 300)).toBe(
      `${first}\nPerson: and now this`,
    );
  });

  test('stays within its room over any number of steps, and counts what gave way', () => {
    const room = sharesOf(BUDGET).summary;
    let text: string | undefined;
    for (let step = 0; step < 50; step += 1) text = summariseByRules(text, turns(4, 30), room);
    expect(countTokens(text ?? '')).toBeLessThanOrEqual(room);
    const [head = '', ...lines] = text?.split('\n') ?? [];
    expect(Number(/^\((\d+) earlier lines are left out\)$/.exec(head)?.[1]) + lines.length).toBe(400);
  });

  test('what a model wrote goes on as lines when the model fails', () => {
    const text = summariseByRules('They refunded order 7.\nOrder 9 is open.', turns(1, 1), 300);
    expect(text).toMatch(/^They refunded order 7\.\nOrder 9 is open\.\nPerson: user 0/);
  });
});
