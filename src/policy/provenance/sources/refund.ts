import { Order, OrderList } from '../../../services/commerce/commerce.schema.js';
import { resultsOf, type Ground, type Source } from '../ground.js';
import { isAlike } from '../likeness.js';
import { tellingWords } from '../named.js';
import { bareNumbers, orderNumbers } from '../numbers.js';
import type { Request } from '../request.js';

/**
 * An order whose number the person gave, in this request or, where it names nothing else, in the last message that gave
 * one; an order that was the only one shown to them, that holds what they named, or the only one there is to refund.
 */
export const chosenOrder: Source = (id, ground) => {
  const { texts, demands, earlier, shown } = ground.request;
  const given = givenNumbers(ground.request);
  if (given.size > 0) return given.has(Number(id));
  if (isOnlyOneToRefund(id, ground) || isNamedByItem(id, ground)) return true;
  if (demands.flatMap(tellingWords).some((word) => !ABOUT_ORDERS.has(word))) return false;
  const before = [texts.join('\n'), ...earlier].map(orderNumbers).find((numbers) => numbers.size > 0);
  return before?.has(Number(id)) ?? isOnlyOneShown(id, shown);
};

/** What was demanded comes first, then the choice that was made. */
function givenNumbers({ demands, chosen, questions }: Request): ReadonlySet<number> {
  const isAsked = questions.some((question) => /\b(?:order|refund|parcel|purchase)\b/i.test(question));
  const numbers = demands.flatMap((text) => [
    ...orderNumbers(text),
    ...(isAsked || /\brefund\b/.test(text) ? bareNumbers(text) : []),
  ]);
  // A label begins with the order's number; what follows are names that somebody gave their goods.
  const choice = /^\D{0,20}(\d{1,9})\b/.exec(chosen ?? '')?.[1];
  return new Set(choice === undefined ? numbers : [...numbers, Number(choice)]);
}

/** Words of a complaint, which name no order. */
const ABOUT_ORDERS: ReadonlySet<string> = new Set(
  `arrived arrive never broken damaged wrong missing late lost delivery shipment bought ordered paid charged twice item
   product please today yesterday week reimburse reimbursement refunded full`.split(/\s+/),
);

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

/** "my hoodie" is the one order with a hoodie in it. */
function isNamedByItem(id: unknown, ground: Ground): boolean {
  const said = ground.request.demands.flatMap(tellingWords).filter((word) => word.length >= 3);
  const fitting = listedOrders(ground).filter(({ items }) =>
    items
      .flatMap(({ name }) => tellingWords(name))
      .some((word) => said.some((other) => isAlike(other, word))),
  );
  return fitting.length === 1 && fitting[0]?.id === id;
}

/** The orders of this plan that the person chose, or that came of what they asked for. */
export function trustedOrders(ground: Ground): Order[] {
  const looked = resultsOf(ground, 'orders.get', Order).map(({ value }) => value);
  const bought = resultsOf(ground, 'checkout', Order).map(({ value }) => value);
  return [...looked.filter(({ id }) => chosenOrder(id, ground)), ...bought];
}
