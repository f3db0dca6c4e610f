import type { Order, OrderList } from '../../../services/commerce/commerce.schema.js';
import { bullets, orderLine, sentence } from '../replies/format.js';
import { ask, step, type Choice, type Part, type Story, type Template } from './template.js';

export function isRefundable({ status }: Order): boolean {
  return status === 'paid' || status === 'shipped' || status === 'delivered';
}

/** Asks which of the orders that fit is meant. */
export function whichOrder({ wish }: Story, list: OrderList, fits: (order: Order) => boolean): Part {
  const open = { orders: list.orders.filter(fits) };
  if (open.orders.length === 0) {
    const text = 'I see no order of yours this could be about. If you have an order number, tell me.';
    return { ...ask(wish, 'order_id'), text, data: list };
  }
  const question = ask(wish, 'order_id', { choices: orderChoices(open) });
  return { ...question, text: `${question.text}\n${bullets(open.orders.map(orderLine))}`, data: list };
}

/** After "not found": list what there is, once, so that the reply can offer it. */
export function offerOrdersWhenUnknown(): Pick<Template, 'recover' | 'recoveryTools'> {
  return {
    recover: ({ failure }, first) =>
      failure?.tool === 'orders.get' && failure.error.code === 'not_found'
        ? [step(first, 'orders.list', 'List your orders instead', {})]
        : [],
    recoveryTools: ['orders.list'],
  };
}

/** The order asked for does not exist; these do. */
export function whichOther({ wish, failure }: Story, list: OrderList): Part {
  const sorry = sentence(failure?.error.message ?? `I cannot find order ${wish.slots.order_id ?? ''}`);
  if (list.orders.length === 0) return { text: `${sorry} You have no orders yet.`, data: list };
  const question = ask(wish, 'order_id', {
    before: sorry,
    choices: orderChoices(list),
    question: 'Which of your orders do you mean?',
  });
  return { ...question, text: `${question.text}\n${bullets(list.orders.map(orderLine))}`, data: list };
}

/** Orders to choose from; with `say`, as whole requests for a conversation that is not waiting for an answer. */
export function orderChoices(list: OrderList, say?: string): Choice[] {
  return list.orders.slice(0, 5).map((order) => ({
    label: orderLine(order),
    value: say === undefined ? String(order.id) : `${say} ${order.id}`,
  }));
}
