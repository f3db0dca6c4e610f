import { Order, OrderList } from '../../../services/commerce/commerce.schema.js';
import { resultsOf, type Ground, type Source } from '../ground.js';
import { areNamed, tellingWords } from '../named.js';
import { orderNumbers } from '../numbers.js';

/**
 * An order whose number the person gave, in this request or, where it names nothing else, in the last message that gave
 * one; an order that was the only one shown to them, that holds what they named, or the only one there is to refund.
 */
export const chosenOrder: Source = (id, ground) => {
  const { texts, earlier, shown } = ground.request;
  const given = numbersIn(texts);
  if (given.size > 0) return given.has(Number(id));
  if (isOnlyOneToRefund(id, ground) || isNamedByItem(id, ground)) return true;
  if (texts.flatMap(tellingWords).some((word) => !ABOUT_ORDERS.has(word))) return false;
  const before = earlier.map((text) => orderNumbers(text)).find((numbers) => numbers.size > 0);
  return before?.has(Number(id)) ?? isOnlyOneShown(id, shown);
};

/** Words of a complaint, which name no order. */
const ABOUT_ORDERS: ReadonlySet<string> = new Set(
  `arrived arrive never broken damaged wrong missing late lost delivery shipment bought ordered paid charged twice item
   product please today yesterday week reimburse reimbursement refunded full`.split(/\s+/),
);

function numbersIn(texts: readonly string[]): ReadonlySet<number> {
  return new Set(texts.flatMap((text) => [...orderNumbers(text)]));
}

function isOnlyOneShown(id: unknown, shown: string): boolean {
  const orders = new Set(
    [...shown.matchAll(/\border\s+#?(\d{1,9})\b/gi)].map(([, number]) => Number(number)),
  );
  return orders.size === 1 && orders.has(Number(id));
}

const REFUNDABLE: ReadonlySet<string> = new Set(['paid', 'shipped', 'delivered']);

function listedOrders(ground: Ground): Order[] {
  return resultsOf(ground, 'orders.list', OrderList).flatMap(({ value }) => value.orders);
}

function isOnlyOneToRefund(id: unknown, ground: Ground): boolean {
  const open = listedOrders(ground).filter(({ status }) => REFUNDABLE.has(status));
  return open.length === 1 && open[0]?.id === id;
}

function isNamedByItem(id: unknown, ground: Ground): boolean {
  const fitting = listedOrders(ground).filter(({ items }) =>
    items.some(({ name }) => tellingWords(name).length > 0 && areNamed(name, ground.request.texts)),
  );
  return fitting.length === 1 && fitting[0]?.id === id;
}

/** The orders of this plan that the person chose, or that came of what they asked for. */
export function trustedOrders(ground: Ground): Order[] {
  const looked = resultsOf(ground, 'orders.get', Order).map(({ value }) => value);
  const bought = resultsOf(ground, 'checkout', Order).map(({ value }) => value);
  return [...looked.filter(({ id }) => chosenOrder(id, ground)), ...bought];
}
