import { z } from 'zod';
import type { Approval } from '../contracts/approval.js';
import type { JsonObject } from '../contracts/json.js';
import { hashOf } from '../core/ids.js';
import type { Results } from '../planner/planner.js';
import { Cart, Order } from '../services/commerce/commerce.schema.js';
import type { ServiceTool } from '../services/service-tool.js';

export interface Question {
  /** "Buy 1 x Nebula Skin for 19.99 USD" */
  title: string;
  details: Approval['details'];
  amount: Approval['amount'];
}

type Describe = (args: JsonObject, results: Results) => Question;

/** What a write will do, to whom and for how much, in words for a person and from what the services said of it. */
export function describeWrite(tool: string, args: JsonObject, results: Results): Question {
  const describe = DESCRIPTIONS[tool];
  if (describe !== undefined) return describe(args, results);
  return { title: `Run ${tool}`, details: [{ label: 'with', value: JSON.stringify(args) }], amount: null };
}

const DESCRIPTIONS: Record<string, Describe> = {
  checkout(args, results) {
    const cart = findResult(results, Cart, (one) => one.id === args['cart_id']);
    if (cart === undefined)
      return { title: `Check out cart ${String(args['cart_id'])}`, details: [], amount: null };
    const items = cart.items.map((item) => `${item.quantity} x ${item.name}`).join(', ');
    const amount = { total: cart.total, currency: cart.currency };
    return { title: `Buy ${items} for ${money(amount)}`, details: [], amount };
  },
  'orders.refund'(args, results) {
    const order = findResult(results, Order, (one) => one.id === args['order_id']);
    if (order === undefined)
      return { title: `Refund order ${String(args['order_id'])}`, details: [], amount: null };
    const items = order.items.map((item) => `${item.quantity} x ${item.name}`).join(', ');
    const amount = { total: order.total, currency: order.currency };
    return {
      title: `Refund order ${order.id}: ${money(amount)} back to you`,
      details: [{ label: 'items', value: items }],
      amount,
    };
  },
  'email.send': (args) => ({
    title: `Send an e-mail to ${textOf(args, 'to')}`,
    details: [
      { label: 'subject', value: textOf(args, 'subject') },
      { label: 'text', value: shortened(textOf(args, 'body')) },
    ],
    amount: null,
  }),
  'social.post': (args) => ({
    title: 'Post for everyone to see',
    details: [{ label: 'text', value: textOf(args, 'text') }],
    amount: null,
  }),
};

function findResult<T>(results: Results, schema: z.ZodType<T>, fits: (value: T) => boolean): T | undefined {
  // The last word counts: a cart is returned by every step that changes it.
  for (const result of [...results.values()].toReversed()) {
    const parsed = schema.safeParse(result);
    if (parsed.success && fits(parsed.data)) return parsed.data;
  }
  return undefined;
}

function money({ total, currency }: { total: number; currency: string }): string {
  return `${total.toFixed(2)} ${currency}`;
}

function textOf(args: JsonObject, key: string): string {
  const value = args[key];
  return typeof value === 'string' ? value : '';
}

function shortened(text: string): string {
  const points = [...text];
  return points.length <= 300 ? text : `${points.slice(0, 300).join('')}…`;
}

const versions = new WeakMap<ServiceTool, string>();

/** Changes when what the tool takes changes: a yes to the old tool is no yes to the new one. */
export function toolVersion(tool: ServiceTool): string {
  const known = versions.get(tool);
  if (known !== undefined) return known;
  const version = hashOf(tool.name, tool.effect, z.toJSONSchema(tool.args, { io: 'input' })).slice(0, 16);
  versions.set(tool, version);
  return version;
}
