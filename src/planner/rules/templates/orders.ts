import { Order, OrderList } from '../../../services/commerce/commerce.schema.js';
import { ownOrdersOnly } from '../replies/others-orders.js';
import { bullets, day, itemsOf, money, orderLine } from '../replies/format.js';
import { optional, step, type Part, type Template } from './template.js';
import { offerOrdersWhenUnknown, orderChoices, whichOther } from './which-order.js';

const STATUS: Readonly<Record<Order['status'], string>> = {
  pending: 'is waiting for payment',
  paid: 'is paid and being prepared',
  shipped: 'is on its way',
  delivered: 'was delivered',
  cancelled: 'was cancelled',
  refunded: 'was refunded',
};

/** Where an order is; without a number, the newest one that is under way. */
export const track: Template = {
  steps: ({ slots }, _turn, first) =>
    slots.order_id === undefined && slots.described !== undefined
      ? [step(first, 'orders.list', 'List your orders', { status: slots.described })]
      : [orderStep(slots.order_id, first)],
  reply: (story) => {
    const order = story.result('orders.get', Order);
    if (order !== undefined) return { text: describe(order), data: order, focus: { order_id: order.id } };
    const list = story.result('orders.list', OrderList);
    if (list === undefined) return undefined;
    if (story.failure !== undefined) return whichOther(story, list);
    const { described } = story.wish.slots;
    if (described !== undefined) return thoseDescribed(list, described);
    const under =
      list.orders.find(({ status }) => status === 'shipped') ??
      list.orders.find(({ status }) => status === 'paid') ??
      list.orders[0];
    if (under === undefined) return { text: 'You have no orders yet.', data: list };
    return {
      text: `${ownOrdersOnly(story.turn.text)}Your latest: ${describe(under)} If you mean another one, tell me its number.`,
      data: under,
      focus: { order_id: under.id },
      choices: orderChoices(list, 'where is order'),
      pending: {
        intent: 'order.track',
        slot: 'order_id',
        slots: {},
        choices: orderChoices(list),
        optional: true,
      },
    };
  },
  ...offerOrdersWhenUnknown(),
};

function thoseDescribed(list: OrderList, state: string): Part {
  const [first, ...others] = list.orders;
  if (first === undefined) return { text: `You have no order that is ${state}.`, data: list };
  if (others.length === 0) return { text: describe(first), data: first, focus: { order_id: first.id } };
  const lines = list.orders.map(orderLine);
  return {
    text: `These are ${state}:\n${bullets(lines)}`,
    data: list,
    choices: orderChoices(list, 'where is order'),
  };
}

export const ordersList: Template = {
  steps: ({ slots }, _turn, first) => [
    step(first, 'orders.list', 'List your orders', optional('status', slots.status)),
  ],
  reply: (story) => {
    const list = story.result('orders.list', OrderList);
    if (list === undefined) return undefined;
    const kind = story.wish.slots.status === undefined ? '' : ` ${story.wish.slots.status}`;
    const whose = ownOrdersOnly(story.turn.text);
    if (list.orders.length === 0) return { text: `${whose}You have no${kind} orders.`, data: list };
    const lines = list.orders.map(
      (order) => `${orderLine(order)} ${STATUS[order.status]}, placed on ${day(order.placed_at)}`,
    );
    return {
      text: `${whose}You have ${list.orders.length}${kind} ${list.orders.length === 1 ? 'order' : 'orders'}, newest first:\n${bullets(lines)}`,
      data: list,
    };
  },
};

/** Helm may look at orders; changing them is support's. */
export const orderElsewhere: Template = {
  steps: ({ slots }, _turn, first) =>
    slots.order_id === undefined ? [] : [orderStep(slots.order_id, first)],
  reply: (story) => {
    const order = story.result('orders.get', Order);
    if (order !== undefined) return { text: describe(order), data: order, focus: { order_id: order.id } };
    return story.failure === undefined
      ? { text: 'I can look up orders here, but not change them.', data: null }
      : undefined;
  },
};

export function orderStep(id: number | undefined, first: number) {
  return id === undefined
    ? step(first, 'orders.list', 'List your orders', {})
    : step(first, 'orders.get', `Look up order ${id}`, { order_id: id });
}

/** One or two sentences on where an order stands. */
export function describe(order: Order): string {
  const head = `Order ${order.id} (${itemsOf(order.items)}) ${STATUS[order.status]}`;
  if (order.status === 'refunded' && order.refund !== undefined) {
    return `${head}: ${money(order.refund.amount, order.currency)} on ${day(order.refund.at)}.`;
  }
  if (order.tracking === undefined)
    return `${head}; it was placed on ${day(order.placed_at)} for ${money(order.total, order.currency)}.`;
  const { carrier, number, eta } = order.tracking;
  const expected = order.status === 'shipped' ? `, expected ${day(eta)}` : '';
  return `${head} with ${carrier}, tracking number ${number}${expected}.`;
}
