import { describe, expect, it } from 'vitest';
import type { Mode } from '../../contracts/mode.js';
import { EMPTY_DIALOG, type Dialog } from '../planner.js';
import { fakeTurn, type Ended } from './testing/fake-turn.js';
import { order } from './testing/results.js';
import { takeTurn, type Taken } from './testing/take-turn.js';

type Results = Readonly<Record<string, Ended>>;

/** Takes the turns one after the other, each with the dialog the one before left. */
async function talk(
  mode: Mode,
  turns: readonly (string | [text: string, results: Results])[],
): Promise<Taken> {
  let dialog: Dialog = EMPTY_DIALOG;
  let last: Taken | undefined;
  for (const turn of turns) {
    const [text, results] = typeof turn === 'string' ? [turn, {}] : turn;
    last = await takeTurn(fakeTurn(mode, text, { dialog }), results);
    dialog = last.dialog;
  }
  if (last === undefined) throw new Error('nothing was said');
  return last;
}

const ORDERS: Results = { 'orders.list': { done: { orders: [order(12), order(9), order(3)] } } };
const planned = ({ plan }: Taken) => plan.map(({ tool, args }) => [tool, args]);
const refundOf = (id: number) => [
  ['orders.get', { order_id: id }],
  ['orders.refund', { order_id: id }],
];

describe('a question we asked', () => {
  it('is kept as pending, with what was understood so far', async () => {
    const { dialog, text, reply } = await talk('helm', ['send an e-mail about the raid']);
    expect(dialog.pending).toMatchObject({ intent: 'email.send', slot: 'to', slots: { topic: 'the raid' } });
    expect(text).toMatch(/address.*\?$/);
    expect(reply).toMatchObject({ kind: 'nav', to: 'VEZEPyEmail' });
  });

  it.each([
    ['a bare number', '9'],
    ['a number in words around it', 'it is number 9 I think'],
    ['an order by its usual name', 'order 9'],
    ['its place in the list', 'the second one'],
    ['its place as a number', '2'],
    ['its label', 'Order 9 (1 x Nebula Skin, 19.99 USD)'],
  ])('is answered by %s', async (_what, answer) => {
    expect(planned(await talk('support', [['refund', ORDERS], answer]))).toEqual(refundOf(9));
  });

  it('takes a number over a place where both could be meant', async () => {
    expect(planned(await talk('support', [['refund', ORDERS], '3']))).toEqual(refundOf(3));
  });

  it('takes an order that was not offered', async () => {
    expect(planned(await talk('support', [['refund', ORDERS], '4711']))).toEqual(refundOf(4711));
  });

  it('is asked again, with the reason, where the answer is none', async () => {
    const again = await talk('helm', ['email', 'ada@veze']);
    expect(again.text).toBe(
      '"ada@veze" does not look like a complete e-mail address. Which e-mail address should I send it to?',
    );
    expect(again.dialog.pending).toMatchObject({ slot: 'to' });
  });

  it.each(['never mind', 'forget it', 'cancel', 'cancel it', 'no thanks', 'stop'])(
    'is dropped by "%s"',
    async (text) => {
      const dropped = await talk('support', [['refund', ORDERS], text]);
      expect(dropped.dialog.pending).toBeNull();
      expect(dropped.plan).toEqual([]);
    },
  );

  it.each([
    ['who won the Comets game?', ['sports.scores']],
    ['where is order 12?', ['orders.get']],
    ['track 12', ['orders.get']],
    ['send an invite to ada@veze.io', ['email.compose', 'email.send']],
    ['what is the refund policy?', ['rag.ask']],
  ])('gives way to the clear wish "%s"', async (text, tools) => {
    const taken = await talk('support', [['refund', ORDERS], text]);
    expect(taken.plan.map(({ tool }) => tool)).toEqual(tools);
    expect(taken.dialog.pending).toBeNull();
  });

  it('stays open through small talk', async () => {
    expect(planned(await talk('support', [['refund', ORDERS], 'thanks!', 'hello', '12']))).toEqual(
      refundOf(12),
    );
  });

  it('of a free text takes the text whole', async () => {
    const taken = await talk('helm', ['send an email to ada@veze.io', 'see you at the store, buy me a skin']);
    expect(taken.plan[0]?.args).toEqual({
      to: 'ada@veze.io',
      purpose: 'message',
      message: 'see you at the store, buy me a skin',
    });
  });

  it.each([['ada@veze.io'], ['send it to ada@veze.io please']])(
    'for an address takes "%s"',
    async (answer) => {
      const taken = await talk('support', ['email me the receipt for order 12', answer]);
      expect(taken.plan.map(({ tool }) => tool)).toEqual(['orders.get', 'email.compose', 'email.send']);
      expect(taken.plan[1]?.args).toMatchObject({ to: 'ada@veze.io' });
    },
  );

  it('for the address of an invitation leaves it one: it needs no words', async () => {
    const taken = await talk('helm', ['send an invite', 'ada@veze.io']);
    expect(taken.plan[0]).toMatchObject({
      tool: 'email.compose',
      args: { to: 'ada@veze.io', purpose: 'invite' },
    });
  });

  it.each([
    ['two', 2],
    ['just 3', 3],
    ['a dozen', 12],
    ['one', 1],
    ['x4', 4],
  ])('for a quantity takes "%s"', async (answer, quantity) => {
    const taken = await talk('helm', ['buy 200 nebula skins', answer]);
    expect(taken.plan[2]?.args).toMatchObject({ quantity });
  });

  it('for a quantity insists on 1 to 99', async () => {
    expect((await talk('helm', ['buy 200 nebula skins', '500'])).dialog.pending).toMatchObject({
      slot: 'quantity',
    });
  });

  it('for a product takes its name and keeps the quantity', async () => {
    const ambiguous: Results = {
      'catalog.list': {
        failed: 'ambiguous',
        message: 'Several products fit.',
        choices: [
          { label: 'Nebula Skin (19.99 USD)', value: 'nebula-skin' },
          { label: 'Aurora Skin (17.99 USD)', value: 'aurora-skin' },
        ],
      },
    };
    for (const answer of ['aurora', 'Aurora Skin', 'the second', '2', 'aurora-skin', 'the last one']) {
      const taken = await talk('helm', [['buy two skins', ambiguous], answer]);
      expect([answer, taken.plan[0]?.args]).toEqual([answer, { query: 'aurora-skin', pick: true }]);
      expect(taken.plan[2]?.args).toMatchObject({ quantity: 2 });
    }
  });
});

describe('a refund we offered', () => {
  const DAMAGED: [string, Results] = ['order 12 arrived broken', { 'orders.get': { done: order(12) } }];

  it.each(['yes', 'Yes please!', 'sure', 'go ahead', 'ok do it'])('is done on "%s"', async (answer) => {
    expect(planned(await talk('support', [DAMAGED, answer]))).toEqual(refundOf(12));
  });

  it.each(['no', 'no thanks', 'never mind', 'leave it', "don't"])('is left on "%s"', async (answer) => {
    const left = await talk('support', [DAMAGED, answer]);
    expect(left.plan).toEqual([]);
    expect(left.dialog.pending).toBeNull();
  });

  it('is no plain no where something else is wanted', async () => {
    const taken = await talk('support', [DAMAGED, 'no i want an exchange']);
    expect(taken.route.intent).not.toBe('chat.forget');
  });

  it('is forgotten where another order is named instead', async () => {
    expect(planned(await talk('support', [DAMAGED, 'no, refund order 9']))).toEqual(refundOf(9));
    expect(planned(await talk('support', [DAMAGED, 'yes, refund order 9']))).toEqual(refundOf(9));
  });

  it('is not offered for an order that is refunded already', async () => {
    const taken = await talk('support', [
      ['order 12 arrived broken', { 'orders.get': { done: order(12, 'refunded') } }],
    ]);
    expect(taken.dialog.pending).toBeNull();
    expect(taken.text).toMatch(/was refunded/);
  });
});

describe('what was talked about', () => {
  it('is the "it" of the next message', async () => {
    expect(
      planned(
        await talk('support', [['where is order 12?', { 'orders.get': { done: order(12) } }], 'refund it']),
      ),
    ).toEqual(refundOf(12));
    expect(planned(await talk('helm', ['score of the Comets', 'what about fixtures?']))).toEqual([
      ['sports.fixtures', { team: 'Comets' }],
    ]);
  });

  it('can be mailed', async () => {
    const taken = await talk('helm', [
      ['where is order 12?', { 'orders.get': { done: order(12) } }],
      'email it to ada@veze.io',
    ]);
    expect(taken.plan.map(({ tool }) => tool)).toEqual(['orders.get', 'email.compose', 'email.send']);
  });

  it('does not hold an order that was not found', async () => {
    const taken = await talk('support', [
      ['refund order 77', { 'orders.get': { failed: 'not_found' }, ...ORDERS }],
    ]);
    expect(taken.dialog.focus.order_id).toBeUndefined();
  });
});

it('a dialog of another version is no reason to fail', async () => {
  const pending = { intent: 'no.such', slot: 'order_id', slots: { order_id: { odd: true } }, choices: [] };
  const taken = await takeTurn(fakeTurn('support', '12', { dialog: { pending } }));
  expect(taken.text).not.toBe('');
});

describe('what is meant instead', () => {
  const after = (said: string, text: string, mode: Mode = 'support') =>
    takeTurn(fakeTurn(mode, text, { history: [{ role: 'user', content: said }] }), {});

  it.each([
    [
      'refund order 123',
      'no wait, i mean order 127',
      [
        ['orders.get', { order_id: 127 }],
        ['orders.refund', { order_id: 127 }],
      ],
    ],
    ['where is order 123', 'sorry, i meant 127', [['orders.get', { order_id: 127 }]]],
    ['refund order 123', 'no, where is order 127?', [['orders.get', { order_id: 127 }]]],
  ])('"%s", then "%s"', async (said, text, plan) => {
    expect(planned(await after(said, text))).toEqual(plan);
  });

  it('takes the place of a product, and of an address', async () => {
    expect(planned(await after('buy pilot mug', 'no, i mean the veze hoodie', 'helm'))[0]).toEqual([
      'catalog.list',
      { query: 'veze hoodie', pick: true },
    ]);
    expect(planned(await after('invite ada@veze.io', 'oops, i meant bob@veze.io', 'helm'))[0]).toEqual([
      'email.compose',
      { to: 'bob@veze.io', purpose: 'invite' },
    ]);
  });
});

describe('an offer', () => {
  const LIST: Results = { 'orders.list': { done: { orders: [order(12), order(9)] } } };

  it('can be answered with a number', async () => {
    expect(planned(await talk('support', [['where is my order', LIST], '9']))).toEqual([
      ['orders.get', { order_id: 9 }],
    ]);
  });

  it('is not asked about again where something else is said', async () => {
    const { text } = await talk('support', [['where is my order', LIST], 'asdf']);
    expect(text).not.toContain('order number');
  });
});

describe('several addresses', () => {
  it('are several e-mails with the same words', async () => {
    const taken = await takeTurn(
      fakeTurn('helm', 'send a mail to ada@veze.io and bob@veze.io saying I am late'),
      {},
    );
    const written = planned(taken).filter(([tool]) => tool === 'email.compose');
    expect(written.map(([, args]) => args)).toMatchObject([
      { to: 'ada@veze.io', message: 'I am late' },
      { to: 'bob@veze.io', message: 'I am late' },
    ]);
  });
});
