import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mode } from '../../contracts/mode.js';
import { Route } from '../../contracts/run-event.js';
import { EMPTY_DIALOG } from '../planner.js';
import { createRulesPlanner } from './rules-planner.js';
import { sentencesOf } from './replies/format.js';
import { fakeTurn } from './testing/fake-turn.js';
import { decide } from './testing/take-turn.js';
import { clip } from './text/clip.js';

const KEY_WORDS =
  'refund order 123 #7 buy nebula skin and then the my not how do i where is email ada@veze.io saying boss strategy against DinoBoss score of Comets "quoted" ${1.id} under $20 docs about it yes 2 , . ? ! \n trending post hello match m-1 store cancel'.split(
    ' ',
  );

const anyText = fc.string({ unit: 'grapheme', maxLength: 4000 });
const keyWords = fc.array(fc.constantFrom(...KEY_WORDS), { maxLength: 80 }).map((words) => words.join(' '));
const repeated = fc
  .tuple(fc.constantFrom(...KEY_WORDS), fc.constantFrom('', ' ', ', ', '. '))
  .map(([word, gap]) => `${word}${gap}`.repeat(4000).slice(0, 4000));
const text = fc.oneof(anyText, keyWords, repeated).filter((value) => value.trim() !== '');
const mode = fc.constantFrom(...Mode.options);
const pending = fc.constantFrom(
  'order_id',
  'product',
  'to',
  'message',
  'quantity',
  'confirm',
  'boss',
  'post',
  'nonsense',
);

/** Generous: what is measured here is that nothing is quadratic, on a machine that is busy. */
const MOST_MS = 2_000;

describe('whatever is said', () => {
  it('leads to a valid route and a plan that can run, soon', async () => {
    await fc.assert(
      fc.asyncProperty(mode, text, async (mode, text) => {
        const started = performance.now();
        const { route } = await decide(fakeTurn(mode, text));
        expect(performance.now() - started).toBeLessThan(MOST_MS);
        Route.parse(route);
      }),
      { numRuns: 150 },
    );
  });

  it('is understood alike every time', async () => {
    await fc.assert(
      fc.asyncProperty(mode, text, async (mode, text) => {
        expect(await decide(fakeTurn(mode, text))).toEqual(await decide(fakeTurn(mode, text)));
      }),
      { numRuns: 40 },
    );
  });

  it('can answer any question', async () => {
    await fc.assert(
      fc.asyncProperty(
        mode,
        keyWords.filter((value) => value.trim() !== ''),
        pending,
        async (mode, text, slot) => {
          const choices = [
            { label: 'One (1)', value: '1' },
            { label: 'Two (2)', value: 'two' },
          ];
          const dialog = { ...EMPTY_DIALOG, pending: { intent: 'order.refund', slot, slots: {}, choices } };
          await decide(fakeTurn(mode, text, { dialog }));
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('takes a normal message in well under a millisecond or two', async () => {
  const turn = fakeTurn(
    'support',
    'Hi, my package never arrived. I want my money back for order 123, please!',
  );
  const { route } = await decide(turn);
  const started = performance.now();
  for (let round = 0; round < 50; round += 1) await decide(turn);
  expect((performance.now() - started) / 50).toBeLessThan(20);
  expect(route.intent).toBe('order.refund');
});

it('stops where the turn was aborted', async () => {
  const controller = new AbortController();
  controller.abort(new Error('stopped'));
  const turn = fakeTurn('support', 'refund order 123', { signal: controller.signal });
  await expect(createRulesPlanner().route(turn)).rejects.toThrow('stopped');
});

it('cuts text into sentences that joined are the text', () => {
  expect(sentencesOf('It is 19.99 USD. "Really?" Yes!\n- one\n- two')).toEqual([
    'It is 19.99 USD. ',
    '"Really?" ',
    'Yes!\n',
    '- one\n',
    '- two',
  ]);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => sentencesOf(text).join('') === text));
});

it('cuts long text within bounds and never through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, max) => {
      const clipped = clip(text, max);
      expect(clipped.length).toBeLessThanOrEqual(max);
      expect(clipped.isWellFormed()).toBe(text.trim().slice(0, clipped.length).isWellFormed());
    }),
  );
});
