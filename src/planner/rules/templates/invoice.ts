import { Order, OrderList } from '../../../services/commerce/commerce.schema.js';
import { day, itemsOf, money } from '../replies/format.js';
import { orderStep } from './orders.js';
import type { Part, Template } from './template.js';
import { offerOrdersWhenUnknown, whichOrder, whichOther } from './which-order.js';

/** What an order cost, and how to have that by mail; without a number asks which order. */
export const invoice: Template = {
  steps: ({ slots }, _turn, first) => [orderStep(slots.order_id, first)],
  reply: (story) => {
    const order = story.result('orders.get', Order);
    if (order !== undefined) return bill(order);
    const list = story.result('orders.list', OrderList);
    if (list === undefined) return undefined;
    return story.failure === undefined ? whichOrder(story, list, () => true) : whichOther(story, list);
  },
  ...offerOrdersWhenUnknown(),
};

function bill(order: Order): Part {
  const mail = `send the receipt for order ${order.id}`;
  return {
    text: `Order ${order.id} of ${day(order.placed_at)}: ${itemsOf(order.items)}, ${money(order.total, order.currency)} in total. To have it by e-mail, say "${mail}".`,
    data: order,
    focus: { order_id: order.id },
    choices: [{ label: 'Send it by e-mail', value: mail }],
  };
}
