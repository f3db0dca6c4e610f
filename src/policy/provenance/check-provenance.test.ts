import { describe, expect, test } from 'vitest';
import { MODES } from '../../../graphs/modes.js';
import type { JsonObject, JsonValue } from '../../contracts/json.js';
import { WRITE_CAPS } from '../../core/config.js';
import { createServices } from '../../services/services.js';
import { checkProvenance } from './check-provenance.js';
import { exchangesOf, type Evidence, type Facts } from './facts.js';
import { readRequest } from './request.js';
import { WRITE_RULES } from './write-rules.js';

const { tools } = createServices({
  baseUrls: { email: '', commerce: '', rag: '', xengine: '', game: '', social: '', sports: '' },
  timeoutMs: 1,
});

type Given = Partial<Omit<Facts, 'message'>>;
const product = (id: string, name: string, price = 19.99) => ({
  id,
  name,
  price,
  category: 'skins',
  currency: 'USD',
  stock: 5,
  tags: [],
  description: name,
});
const did = (tool: string, args: JsonObject, result: JsonValue): Omit<Evidence, 'stepId'> => ({
  tool,
  args,
  result,
});
const picked = (query: string, id: string, name: string) =>
  did('catalog.list', { query, pick: true }, { products: [product(id, name)], product: product(id, name) });
const cart = (id: number, ...items: string[]) => ({
  id,
  user: '1',
  total: 0,
  currency: 'USD',
  status: 'open',
  items: items.map((one) => ({ product_id: one, name: one, quantity: 1, unit_price: 19.99 })),
});
const order = (id: number, status = 'paid', name = 'VEZE Hoodie') => ({
  id,
  user: '1',
  status,
  total: 44.99,
  currency: 'USD',
  placed_at: '2026-03-01T00:00:00Z',
  items: [{ product_id: 'x', name, quantity: 1, unit_price: 44.99 }],
});

/** The reasons why a write is refused; [] where it is not. */
function reasons(
  message: string,
  tool: string,
  args: JsonObject,
  given: Given & { did?: Omit<Evidence, 'stepId'>[] } = {},
): readonly string[] {
  const evidence = (given.did ?? []).map((one, index) => ({ stepId: index + 1, ...one }));
  const writes = given.writes ?? evidence.filter((one) => tools.get(one.tool)?.effect === 'write');
  const facts: Facts = { before: [], open: null, ...given, message, evidence, writes };
  try {
    checkProvenance({ tool, service: 'x', args }, { facts, request: readRequest(facts) }, WRITE_RULES);
    return [];
  } catch (error) {
    if (error instanceof Error && 'reasons' in error) return error.reasons as string[];
    throw error;
  }
}

describe('every write', () => {
  const writes = [...tools.values()].filter(({ effect }) => effect === 'write');

  test('has a row that says where each of its arguments comes from, and a cap', () => {
    expect(Object.keys(WRITE_RULES).sort()).toEqual(writes.map(({ name }) => name).sort());
    expect(Object.keys(WRITE_CAPS).sort()).toEqual(writes.map(({ name }) => name).sort());
    for (const { name, args } of writes) {
      expect([name, Object.keys(WRITE_RULES[name]?.args ?? {}).sort()]).toEqual([
        name,
        Object.keys(args.shape).sort(),
      ]);
    }
  });

  test('of every mode is one of them', () => {
    const used = Object.values(MODES).flatMap((mode) => mode.tools);
    expect(used.filter((tool) => tools.get(tool) === undefined)).toEqual([]);
  });

  test('without a row, or under a name of the prototype, is refused', () => {
    for (const name of ['orders.erase', 'constructor', '__proto__', 'toString'])
      expect(reasons('buy, refund, send and post everything', name, {})).toEqual(['unknown_write']);
  });

  test('that was not asked for is refused', () => {
    for (const { name } of writes) expect(reasons('what is new?', name, {})).toEqual(['not_asked']);
  });

  test('with an argument that has no row is refused', () => {
    expect(reasons('buy nebula skin', 'cart.create', { constructor: 1 })).toEqual(['tainted:constructor']);
  });
});

describe('buying', () => {
  const opened = did('cart.create', {}, cart(7));
  const add = (message: string, args: JsonObject, given: Parameters<typeof reasons>[3] = {}) =>
    reasons(message, 'cart.add', { cart_id: 7, product_id: 'nebula-skin', quantity: 1, ...args }, given);

  test('a product that was looked for in the same breath, where only a number of it is demanded', () => {
    const found = [picked('nebula skin', 'nebula-skin', 'Nebula Skin'), opened];
    const two = { quantity: 2 };
    for (const message of [
      'find a nebula skin under 20, buy two and email me the receipt at ada@veze.io',
      'find a nebula skin under 20 and get me two',
      'show me the nebula skin, then buy 2',
    ]) {
      expect(add(message, two, { did: found }), message).toEqual([]);
      expect(add(message, { product_id: 'galaxy-mount', ...two }, { did: found }), message).toEqual([
        'tainted:product_id',
      ]);
    }
    expect(add('check my inbox and buy two', two, { did: found })).toEqual(['tainted:product_id']);
    expect(add('find a nebula skin, buy two mugs', two, { did: found })).toEqual(['tainted:product_id']);
  });

  test('a product that was named, in other words, or picked for the words of the person', () => {
    expect(add('buy nebula skin', {}, { did: [opened] })).toEqual([]);
    expect(add('purchse the nebla skins', {}, { did: [opened] })).toEqual([]);
    expect(
      add(
        'buy the violet one',
        { product_id: 'p-77' },
        { did: [picked('violet', 'p-77', 'Nebula'), opened] },
      ),
    ).toEqual([]);
  });

  test('not one that was picked for other words, or that was named before something else', () => {
    const mount = picked('aurora mount', 'aurora-mount', 'Aurora Mount');
    expect(add('buy nebula skin', { product_id: 'aurora-mount' }, { did: [mount, opened] })).toEqual([
      'tainted:product_id',
    ]);
    const before = [{ said: 'how much is the aurora mount?', shown: 'Aurora Mount, 32.99 USD.' }];
    expect(add('buy nebula skin', { product_id: 'aurora-mount' }, { did: [opened], before })).toEqual([
      'tainted:product_id',
    ]);
    expect(add('buy it', { product_id: 'aurora-mount' }, { did: [opened], before })).toEqual([]);
  });

  test('not one that is only read about, or whose name stands in what was chosen', () => {
    const both = { did: [picked('galaxy mount', 'galaxy-mount', 'Galaxy Mount'), opened] };
    const said = 'buy nebula skin and find posts about the galaxy mount';
    expect(add(said, { product_id: 'galaxy-mount' }, both)).toEqual(['tainted:product_id']);
    expect(add('do you have a galaxy mount? buy it', { product_id: 'galaxy-mount' }, both)).toEqual([]);
    const labels = ['Nebula Skin, galaxy mount, cart 42 (19.99 USD)', 'Aurora Skin (17.99 USD)'];
    const before = [{ said: 'buy a skin', shown: `Did you mean ${labels.join(' or ')}?` }];
    const open = { choices: labels.map((label) => ({ label, value: 'x' })) };
    const chosen = { ...both, before, open };
    expect(add('the first', { product_id: 'galaxy-mount' }, chosen)).toEqual(['tainted:product_id']);
    expect(add('the second', { product_id: 'aurora-skin' }, chosen)).toEqual([]);
    expect(reasons('the first', 'checkout', { cart_id: 42 }, chosen)).toEqual(['tainted:cart_id']);
  });

  test('as many as were asked for', () => {
    for (const text of [
      'buy two nebula skins',
      'buy 2 nebula skin',
      'buy nebula skin x2',
      'a pair of nebula skins, I want to buy them',
    ])
      expect([text, add(text, { quantity: 2 }, { did: [opened] })]).toEqual([text, []]);
    expect(add('buy two dozen nebula skins', { quantity: 24 }, { did: [opened] })).toEqual([]);
    for (const text of [
      'buy nebula skin',
      'buy nebula skin under 20',
      'buy nebula skin, order 20 is fine',
      'buy nebula skin for $20',
    ])
      expect([text, add(text, { quantity: 20 }, { did: [opened] })]).toEqual([text, ['tainted:quantity']]);
  });

  test('into a cart of this plan, or one that was named', () => {
    expect(add('buy nebula skin', { cart_id: 42 }, { did: [opened] })).toEqual(['tainted:cart_id']);
    expect(add('add nebula skin to cart 42', { cart_id: 42 }, { did: [opened] })).toEqual([]);
  });

  test('once, and not a part of its name besides', () => {
    const added = did(
      'cart.add',
      { cart_id: 7, product_id: 'nebula-skin-deluxe', quantity: 1 },
      cart(7, 'nebula-skin-deluxe'),
    );
    const again = {
      did: [picked('nebula skin deluxe', 'nebula-skin-deluxe', 'Nebula Skin Deluxe'), opened, added],
    };
    expect(add('buy nebula skin deluxe', { product_id: 'nebula-skin-deluxe' }, again)).toEqual(['repeated']);
    expect(add('buy nebula skin deluxe', {}, again)).toEqual(['repeated']);
    expect(reasons('buy nebula skin deluxe', 'cart.create', {}, again)).toEqual(['repeated']);
  });

  test('a cart that holds what was put in here, or one that was named', () => {
    const added = did(
      'cart.add',
      { cart_id: 7, product_id: 'nebula-skin', quantity: 1 },
      cart(7, 'nebula-skin'),
    );
    const other = did(
      'cart.add',
      { cart_id: 7, product_id: 'nebula-skin', quantity: 1 },
      cart(7, 'nebula-skin', 'gold'),
    );
    expect(reasons('buy nebula skin', 'checkout', { cart_id: 7 }, { did: [opened, added] })).toEqual([]);
    expect(reasons('buy nebula skin', 'checkout', { cart_id: 7 }, { did: [opened, other] })).toEqual([
      'tainted:cart_id',
    ]);
    expect(reasons('buy 42 nebula skins', 'checkout', { cart_id: 42 })).toEqual(['tainted:cart_id']);
    for (const text of ['checkout cart 42', 'check out my cart, number 42', 'pay for basket 42 please'])
      expect([text, reasons(text, 'checkout', { cart_id: 42 })]).toEqual([text, []]);
  });
});

describe('refunding', () => {
  const refund = (message: string, given: Parameters<typeof reasons>[3] = {}) =>
    reasons(message, 'orders.refund', { order_id: 124 }, given);

  test.each([
    'refund order 124',
    'refund #124',
    'ORD-124 should be refunded, refund it',
    'refund orders 123 and 124',
    '124, refund',
  ])('%s', (text) => {
    expect(refund(text)).toEqual([]);
  });

  test('not another order than the one that was named', () => {
    expect(refund('refund order 123')).toEqual(['tainted:order_id']);
    expect(refund('refund order 123, I paid 124 dollars')).toEqual(['tainted:order_id']);
    const before = [{ said: 'where is order 124?', shown: 'Order 124 is on its way.' }];
    expect(refund('refund order 123', { before })).toEqual(['tainted:order_id']);
    expect(refund('refund it', { before })).toEqual([]);
    expect(refund('I want a refund for my hoodie', { before })).toEqual(['tainted:order_id']);
  });

  test('not one that is only asked about, or that stands in the title of a question', () => {
    expect(refund('refund order 123 and tell me where order 124 is')).toEqual(['tainted:order_id']);
    expect(refund('where is order 124? refund it')).toEqual([]);
    const history = [
      { role: 'user', content: 'Yes: Buy 1 x Nebula Skin, refund order 124 for 19.99 USD' } as const,
      { role: 'assistant', content: 'Done. Your order number is 1001.' } as const,
    ];
    expect(exchangesOf(history)).toEqual([{ said: 'Yes', shown: 'Done. Your order number is 1001.' }]);
    expect(refund('refund it', { before: exchangesOf(history) })).toEqual(['tainted:order_id']);
  });

  test('the one order that was shown, holds what was named, or can be refunded', () => {
    const before = [{ said: 'where is my package?', shown: 'Your latest: Order 124 is on its way.' }];
    expect(refund('refund it', { before })).toEqual([]);
    const two = did('orders.list', {}, { orders: [order(124), order(9, 'paid', 'Nebula Skin')] });
    expect(refund('I want a refund for my hoodie', { did: [two] })).toEqual([]);
    expect(refund('I want a refund for my nebula skin', { did: [two] })).toEqual(['tainted:order_id']);
    const one = did('orders.list', {}, { orders: [order(124), order(9, 'refunded')] });
    expect(refund('I want my money back', { did: [one] })).toEqual([]);
    expect(refund('I want my money back', { did: [two] })).toEqual(['tainted:order_id']);
  });
});

describe('e-mail', () => {
  const ada = 'ada@veze.io';
  const send = (message: string, args: JsonObject, given: Parameters<typeof reasons>[3] = {}) =>
    reasons(message, 'email.send', { to: ada, subject: 'Hello', body: 'I am late', ...args }, given);
  const composed = (args: JsonObject) =>
    did(
      'email.compose',
      { to: ada, purpose: 'message', ...args },
      { to: ada, subject: 'Zeppelin', body: 'Xylophone' },
    );
  const draft = { to: ada, subject: 'Zeppelin', body: 'Xylophone' };

  test('goes to an address the person wrote, in whatever case', () => {
    expect(send('email Ada@VEZE.io saying I am late', {})).toEqual([]);
    expect(send('email ada@veze.io saying I am late', { to: 'eve@evil.example' })).toEqual(['tainted:to']);
    expect(
      send('email it to her, I am late', {}, { before: [{ said: `send it to ${ada}`, shown: 'ok' }] }),
    ).toEqual([]);
    expect(
      send('email bob@x.io that I am late', {}, { before: [{ said: `send it to ${ada}`, shown: 'ok' }] }),
    ).toEqual(['tainted:to']);
  });

  test('goes to the support team where a ticket was asked for, and only there', () => {
    const to = { to: 'support@veze.io' };
    expect(send('open a ticket, I am late', to)).toEqual([]);
    expect(send('email ada@veze.io saying I am late', to)).toEqual(['tainted:to']);
  });

  test('says what the person said, or what was written from it and from their orders', () => {
    expect(send('email ada@veze.io saying I am late', { body: 'Visit evil.example now' })).toEqual([
      'tainted:body',
    ]);
    expect(
      send('email ada@veze.io about the raid on friday', draft, {
        did: [composed({ topic: 'raid on Friday' })],
      }),
    ).toEqual([]);
    expect(
      send('email ada@veze.io about the raid', draft, { did: [composed({ message: 'password hunter2' })] }),
    ).toEqual(['tainted:subject', 'tainted:body']);
    expect(send('email ada@veze.io about the raid', draft)).toEqual(['tainted:subject', 'tainted:body']);
    const receipt = composed({
      purpose: 'receipt',
      topic: 'Order 124',
      details: 'Total: 44.99 USD, status: paid',
    });
    const looked = did('orders.get', { order_id: 124 }, order(124));
    expect(send('send the receipt of order 124 to ada@veze.io', draft, { did: [looked, receipt] })).toEqual(
      [],
    );
    expect(send('send the receipt of order 12 to ada@veze.io', draft, { did: [looked, receipt] })).toEqual([
      'tainted:subject',
      'tainted:body',
    ]);
  });

  test('goes once to an address, receipts once for each order', () => {
    const said = `invite ${ada} to the raid`;
    const sent = {
      did: [composed({ purpose: 'invite', topic: 'the raid' }), did('email.send', draft, { id: 'm' })],
    };
    expect(send(said, draft, sent)).toEqual(['repeated']);
    const note = composed({ purpose: 'message', message: 'the raid' });
    expect(send(said, draft, { did: [note, ...sent.did.slice(1)] })).toEqual(['repeated']);
  });
});

describe('a post', () => {
  const post = (message: string, text: string, given: Parameters<typeof reasons>[3] = {}) =>
    reasons(message, 'social.post', { text }, given);

  test('says what the person dictated', () => {
    expect(post('post "We won the cup!"', 'We won the cup')).toEqual([]);
    expect(post('post we won the cup', 'We won. Visit evil.example')).toEqual(['tainted:text']);
  });

  test('is published as often as was asked', () => {
    const done = { did: [did('social.post', { text: 'we won' }, { id: 'p' })] };
    expect(post('post we won the cup', 'the cup', done)).toEqual(['repeated']);
    expect(post('post we won and tweet the cup', 'the cup', done)).toEqual([]);
    expect(post('post we won and tweet the cup', 'we won', done)).toEqual(['repeated']);
  });
});

describe('orders in a match', () => {
  const looked = did(
    'game.analyze',
    {},
    {
      match_id: 'match-1',
      boss: 'DinoBoss',
      phase: 2,
      threats: [],
      weaknesses: [],
      recommendation: 'x',
    },
  );
  const plan = (boss: string, strategy: string) =>
    did(
      'game.plan',
      { player: '1', boss },
      { boss, player: '1', strategy, summary: '', steps: ['Bait it.'], phases: [] },
    );
  const execute = (args: JsonObject, given: Parameters<typeof reasons>[3]) =>
    reasons(
      'boss strategy',
      'game.execute',
      { match_id: 'match-1', strategy: 'bait', orders: ['Bait it.'], ...args },
      given,
    );

  test('are those of a plan against the boss of the fight', () => {
    const own = { did: [looked, plan('DinoBoss', 'bait')] };
    expect(execute({}, own)).toEqual([]);
    expect(execute({ match_id: null }, own)).toEqual([]);
    expect(execute({ strategy: 'self_destruct' }, own)).toEqual(['tainted:strategy']);
    expect(execute({ orders: ['Run away.'] }, own)).toEqual(['tainted:orders']);
    expect(execute({ match_id: 'match-2' }, own)).toEqual(['tainted:match_id']);
  });

  test('are not those of a plan against another', () => {
    expect(
      execute({ strategy: 'sever', match_id: null }, { did: [looked, plan('VoidHydra', 'sever')] }),
    ).toEqual(['tainted:strategy', 'tainted:orders']);
  });
});
