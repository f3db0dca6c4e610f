import type { JsonValue } from '../contracts/json.js';
import { Order, Refund } from '../services/commerce/commerce.schema.js';
import { Post } from '../services/social/social.schema.js';
import { itemsOf, money } from './rules/replies/format.js';

/** What a write that is done came to, in a sentence about the past; undefined for one that nobody needs to know of later. */
export function describeEffect(tool: string, result: JsonValue): string | undefined {
  if (tool === 'checkout') {
    const order = Order.safeParse(result).data;
    return (
      order && `Bought ${itemsOf(order.items)} for ${money(order.total, order.currency)}, order ${order.id}.`
    );
  }
  if (tool === 'orders.refund') {
    const refund = Refund.safeParse(result).data;
    return refund && `Refunded order ${refund.order_id}: ${money(refund.amount, refund.currency)} back.`;
  }
  if (tool !== 'social.post') return undefined;
  const post = Post.safeParse(result).data;
  return post && `Posted "${[...post.text].slice(0, 100).join('')}".`;
}
