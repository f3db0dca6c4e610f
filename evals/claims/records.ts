import type { JsonValue } from '../../src/contracts/json.js';
import type { ClaimGround } from '../../src/planner/llm/claim-ground.js';

/** What a sentence of the set stands on: what was written and read in its turn. */
type Facts = Partial<Record<'done' | 'reads', [tool: string, value: JsonValue][]>>;

const order = (id: number, status: string): JsonValue => ({
  id,
  status,
  carrier: 'Orbit Parcel',
  total: 19.99,
  currency: 'USD',
});
const bought: JsonValue = {
  id: 901,
  status: 'paid',
  items: [{ name: 'Nebula Skin', quantity: 2 }],
  total: 39.98,
  currency: 'USD',
};
const read = (tool: string, value: JsonValue): Facts => ({ reads: [[tool, value]] });
const done = (tool: string, value: JsonValue): Facts => ({ done: [[tool, value]] });

const FACTS: Readonly<Record<string, Facts>> = {
  nothing: {},
  refund123: done('orders.refund', [{ order_id: 123 }, { order_id: 123, amount: 19.99, receipt: 'R-1' }]),
  bought: {
    done: [
      ['cart.create', { id: 7 }],
      ['cart.add', { cart_id: 7, product: 'Nebula Skin', quantity: 2 }],
      ['checkout', [{ cart_id: 7 }, bought]],
    ],
  },
  cart: {
    done: [
      ['cart.create', { id: 7 }],
      ['cart.add', { cart_id: 7, product: 'Nebula Skin', quantity: 1 }],
    ],
  },
  mailed: done('email.send', { to: 'ada@veze.io', subject: 'Your receipt', queued: true }),
  posted: done('social.post', { id: 'p1', text: 'We won the cup' }),
  fight: done('game.execute', { match: 'm-1', status: 'running' }),
  order126: read('orders.get', order(126, 'shipped')),
  refunded: read('orders.get', order(127, 'refunded')),
  cancelled: read('orders.get', order(128, 'cancelled')),
  inbox: read('email.list', [{ from: 'Ada', subject: 'The cup' }]),
  feed: read('social.search', [{ author: 'Orion fans', text: 'What a cup' }]),
};

export function groundOfRecord(name: string): ClaimGround {
  const facts = FACTS[name];
  if (facts === undefined) throw new Error(`There is no record "${name}"`);
  return {
    done: (facts.done ?? []).map(([tool, values]) => ({ tool, values })),
    openWrites: [],
    reads: (facts.reads ?? []).map(([tool, result]) => ({ tool, result })),
    isQuoted: () => false,
  };
}
