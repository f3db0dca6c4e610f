import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../contracts/json.js';
import type { PlanStep } from '../../contracts/plan.js';
import { realTurn } from '../../testing/llm-turn.js';
import type { Progress, Turn } from '../planner.js';
import { createCheckedSpeech } from './checked-speech.js';
import { groundOf } from './claim-ground.js';
import type { ClaimKind } from './claim-kind.js';
import { claimsIn, falseClaimIn } from './claims.js';
import { createSentenceStream } from './sentence-stream.js';

const SEED = Number(process.env['CLAIMS_SEED'] ?? Date.now() % 1_000_000_000);
const RUNS = { seed: SEED, numRuns: 600 };

type Kind = Exclude<ClaimKind, 'other' | 'any'>;
interface Told {
  tool: string;
  args: Record<string, JsonValue>;
  result: JsonValue;
  /** "refunded order 123" */
  did: string[];
  /** What it was done to, and how: "order 123", "refunded". */
  passive: [string, string][];
}

const KINDS: Record<Kind, Told> = {
  refund: {
    tool: 'orders.refund',
    args: { order_id: 123 },
    result: { order_id: 123, status: 'refunded', amount: 19.99, currency: 'USD', receipt: 'R-1' },
    did: [
      'refunded order 123',
      'refunded it',
      'reimbursed you',
      'issued a full refund',
      'processed your refund of 19.99 USD',
    ],
    passive: [
      ['order 123', 'refunded'],
      ['your refund', 'processed'],
      ['the refund', 'issued'],
    ],
  },
  buy: {
    tool: 'checkout',
    args: { cart_id: 7 },
    result: {
      id: 901,
      user: 'pilot',
      status: 'paid',
      items: [{ name: 'Nebula Skin', quantity: 2 }],
      total: 39.98,
      currency: 'USD',
    },
    did: [
      'bought two Nebula Skins',
      'ordered the skins',
      'placed your order',
      'purchased them for 39.98 USD',
      'checked out the cart',
    ],
    passive: [
      ['your order', 'placed'],
      ['the skins', 'bought'],
      ['the purchase', 'completed'],
    ],
  },
  mail: {
    tool: 'email.send',
    args: { to: 'ada@veze.io', subject: 's', body: 'b' },
    result: { id: 'm1', queued: true, to: 'ada@veze.io', subject: 's' },
    did: ['sent the receipt', 'e-mailed ada@veze.io', 'mailed it', 'forwarded the receipt', 'emailed you'],
    passive: [
      ['the receipt', 'sent'],
      ['the e-mail', 'sent'],
      ['the invitation', 'mailed'],
    ],
  },
  cart: {
    tool: 'cart.add',
    args: { cart_id: 7, product_id: 'nebula-skin', quantity: 2 },
    result: { id: 7, items: [{ name: 'Nebula Skin', quantity: 2 }], total: 39.98, currency: 'USD' },
    did: ['put two skins in your cart', 'added them to the cart'],
    passive: [
      ['the skin', 'added to your cart'],
      ['two skins', 'placed in your basket'],
    ],
  },
  post: {
    tool: 'social.post',
    args: { text: 'we won' },
    result: { id: 'p', author: 'pilot', text: 'we won', likes: 0, tags: [], at: '' },
    did: ['published your post', 'posted it', 'shared the news', 'tweeted it'],
    passive: [
      ['your post', 'published'],
      ['the text', 'posted'],
    ],
  },
  fight: {
    tool: 'game.execute',
    args: { match_id: null, strategy: 's' },
    result: { id: 'e', match_id: null, strategy: 's', accepted: true, orders: [] },
    did: ['given the orders', 'executed the strategy', 'carried out the plan', 'launched the attack'],
    passive: [
      ['the orders', 'given'],
      ['the plan', 'carried out'],
    ],
  },
};
const NAMES = Object.keys(KINDS).filter((name): name is Kind => name in KINDS);

const kindOf = fc.constantFrom(...NAMES);
const pick = <T>(items: readonly T[], at: number): T => {
  const found = items[at % items.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

const ADVERB = ['', 'just ', 'now ', 'already ', 'successfully ', 'also '];
const LEAD = [
  '',
  'Good news: ',
  'Great, ',
  'No worries, ',
  'As you asked, ',
  'Since it never came, ',
  'I looked it up and ',
  'OK - ',
  'The Comets won and ',
];
const TAIL = [
  '.',
  '!',
  ' for you.',
  ' as requested.',
  ', so you need not do anything.',
  ', anything else?',
  '. ',
];
const NOT_ACTIVE = [
  'could not have',
  "haven't",
  'have not',
  'would have',
  'will have',
  'can have',
  'may have',
  'have never',
];
const NOT_PASSIVE = [
  'was not',
  'has not been',
  "hasn't been",
  'could not be',
  'will be',
  'can be',
  'would be',
  'may be',
  'is going to be',
  'has never been',
];

/** A sentence that says a thing of a kind was done. */
const claim = fc
  .record({
    kind: kindOf,
    a: fc.nat(50),
    b: fc.nat(50),
    c: fc.nat(50),
    d: fc.nat(50),
    isPassive: fc.boolean(),
  })
  .map(({ kind, a, b, c, d, isPassive }) => {
    const { did, passive } = KINDS[kind];
    const [what, verb] = pick(passive, a);
    const form = isPassive
      ? `${what} ${pick(['has been', 'was', 'is', 'is now'], b)} ${pick(ADVERB, c)}${verb}`
      : `${pick(['I have ', "I've ", 'I ', 'We have ', 'we '], b)}${pick(ADVERB, c)}${pick(did, a)}`;
    return { kind, sentence: `${pick(LEAD, d)}${form}${pick(TAIL, a + b + d)}` };
  });

/** A sentence that denies it, wishes for it or promises it. */
const denial = fc
  .record({ kind: kindOf, a: fc.nat(50), b: fc.nat(50), isPassive: fc.boolean() })
  .map(({ kind, a, b, isPassive }) => {
    const { did, passive } = KINDS[kind];
    const [what, verb] = pick(passive, a);
    const active = pick(did, a).replace(/^(gave)\b/, 'given');
    const form = isPassive ? `${what} ${pick(NOT_PASSIVE, b)} ${verb}` : `I ${pick(NOT_ACTIVE, b)} ${active}`;
    return `${form}${pick(['.', ' yet.', ' right now.'], a + b)}`;
  });

const harmless = fc.constantFrom(
  'The Comets beat the Meteors 3:1.',
  'The Nebula Skin costs 19.99 USD.',
  'Order 123 was delivered on 12 March 2026.',
  'Would you like anything else?',
  'I looked up what you asked for.',
  'Sorry about that.',
);

type Ending = 'none' | 'done' | 'failed' | 'unknown' | 'skipped';
const endings = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [name, fc.constantFrom<Ending>('none', 'done', 'failed', 'unknown', 'skipped')]),
  ),
);

const turn: Turn = {
  ...realTurn('helm', 'do it'),
  tools: new Map([
    ...realTurn('helm', '').tools,
    ...realTurn('support', '').tools,
    ...realTurn('player', '').tools,
  ]),
};

function recordOf(ends: Record<string, Ending>): Progress {
  const results = new Map<number, JsonValue>();
  const steps = NAMES.flatMap((name, index): PlanStep[] => {
    const { tool, args, result } = KINDS[name];
    const ending = ends[name] ?? 'none';
    const step = { id: index + 1, tool, label: `Do ${tool}`, args, after: [] };
    if (ending === 'none') return [];
    if (ending === 'done') results.set(step.id, result);
    if (ending === 'done' || ending === 'skipped') return [{ ...step, state: ending }];
    const code = ending === 'unknown' ? 'unknown_outcome' : 'conflict';
    return [{ ...step, state: 'failed', error: { code, message: 'It cannot be.', service: 'x' } }];
  });
  return { plan: { goal: 'g', revision: 0, steps }, results, failed: [] };
}

describe(`with CLAIMS_SEED=${SEED}`, () => {
  test('a claim of what is not done is found, in whatever words', () => {
    fc.assert(
      fc.property(claim, endings, ({ kind, sentence }, ends) => {
        const ground = groundOf(
          turn,
          recordOf({ ...ends, [kind]: ends[kind] === 'done' ? 'failed' : (ends[kind] ?? 'none') }),
        );
        expect([sentence, falseClaimIn(sentence, ground) !== undefined]).toEqual([sentence, true]);
      }),
      RUNS,
    );
  });

  test('a claim of what is done may stand', () => {
    fc.assert(
      fc.property(claim, ({ kind, sentence }) => {
        const ground = groundOf(turn, recordOf({ [kind]: 'done' }));
        expect([sentence, falseClaimIn(sentence, ground)]).toEqual([sentence, undefined]);
      }),
      RUNS,
    );
  });

  test('a denial, a wish or a promise is no claim', () => {
    fc.assert(
      fc.property(denial, (sentence) => {
        expect([sentence, claimsIn(sentence)]).toEqual([sentence, []]);
      }),
      RUNS,
    );
  });

  test('a claim with another sum, order or address is not backed', () => {
    const ground = groundOf(turn, recordOf({ refund: 'done', mail: 'done' }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (n) => {
        fc.pre(n !== 123);
        for (const sentence of [
          `I refunded order ${n}.`,
          `Order 123 is refunded, ${n}.50 USD.`,
          `I e-mailed it to u${n}@veze.io.`,
        ])
          expect([sentence, falseClaimIn(sentence, ground) !== undefined]).toEqual([sentence, true]);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  test('whatever a reply says in whatever pieces, what leaves claims nothing that is not done', () => {
    const text = fc.array(
      fc.oneof(
        claim.map(({ sentence }) => sentence.trim()),
        denial,
        harmless,
      ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        text,
        endings,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (sentences, ends, sizes) => {
          const progress = recordOf(ends);
          const pieces: string[] = [];
          const speech = createCheckedSpeech(turn, progress, { onText: (piece) => void pieces.push(piece) });
          const said = sentences.join(' ');
          for (let at = 0, i = 0; at < said.length; i += 1) {
            const size = pick(sizes, i);
            speech.push(said.slice(at, at + size));
            at += size;
          }
          speech.end(true);
          speech.addUnsaid();
          expect(pieces.join('')).toBe(speech.text());
          const ground = groundOf(turn, progress);
          const stream = createSentenceStream();
          for (const sentence of [...stream.push(speech.text()), ...stream.end()]) {
            // What is said from the record itself is no claim of the model's.
            if (sentence.startsWith('Done: ')) continue;
            expect([sentence, falseClaimIn(sentence, ground)]).toEqual([sentence, undefined]);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});
