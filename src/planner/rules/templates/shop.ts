import type { StepDraft } from '../../../contracts/plan.js';
import type { FailedStep } from '../../planner.js';
import { literal } from '../../resolve-references.js';
import { Cart, Catalog, Order, Product } from '../../../services/commerce/commerce.schema.js';
import { Sent } from '../../../services/email/email.schema.js';
import { itemsOf, money, sentence } from '../replies/format.js';
import type { Slots, Wish } from '../wish.js';
import { receiptSteps } from './receipt-steps.js';
import { ask, optional, ref, step, type Part, type Story, type Template } from './template.js';

const PickedProduct = Catalog.extend({ product: Product });

/** Finds the product, puts it in a cart, checks out; mails the receipt where an address was given. */
export const buy: Template = {
  missing: ({ product, quantity }) => {
    if (product === undefined) return 'product';
    return quantity !== undefined && (quantity < 1 || quantity > 99) ? 'quantity' : undefined;
  },
  steps: (wish, _turn, first) => [...buySteps(wish.slots, first), ...mailReceipt(wish, first)],
  reply: (story) => {
    const order = story.result('checkout', Order);
    if (order === undefined) return undefined;
    const product = story.result('catalog.list', PickedProduct)?.product;
    const sent = story.result('email.send', Sent);
    const mailed = sent === undefined ? receiptNotSent(story) : ` The receipt is on its way to ${sent.to}.`;
    return {
      text: `Done: I bought ${itemsOf(order.items)} for ${money(order.total, order.currency)}. Your order number is ${order.id}.${mailed}`,
      data: { order, ...(product === undefined ? {} : { product }) },
      focus: { order_id: order.id, ...(product === undefined ? {} : { product: product.name }) },
    };
  },
  failed: (story, failure) => {
    if (failure.error.code === 'not_found' && (failure.error.choices ?? []).length === 0)
      return notSold(story);
    const cart = story.result('cart.add', Cart);
    if (failure.tool !== 'checkout' || cart === undefined || failure.error.code === 'unknown_outcome')
      return undefined;
    if (failure.error.code === 'price_changed') return offerAnew(failure, cart);
    return {
      text: `${sentence(failure.error.message)} Nothing was charged. Cart ${cart.id} is kept with ${itemsOf(cart.items)}; say "checkout cart ${cart.id}" to try again.`,
      data: { cart },
      choices: [{ label: `Check out cart ${cart.id}`, value: `checkout cart ${cart.id}` }],
    };
  },
  safe: 'Nothing was bought and nothing was charged.',
  choiceSlot: 'product',
};

export const checkout: Template = {
  missing: ({ cart_id }) => (cart_id === undefined ? 'cart_id' : undefined),
  steps: ({ slots: { cart_id = 0 } }, _turn, first) => [
    step(first, 'cart.get', `Look into cart ${cart_id}`, { cart_id }),
    step({ id: first + 1, after: [first] }, 'checkout', `Check out cart ${cart_id}`, { cart_id }),
  ],
  reply: (story) => {
    const order = story.result('checkout', Order);
    if (order === undefined) return undefined;
    return {
      text: `Done: cart ${story.wish.slots.cart_id ?? ''} is checked out, ${itemsOf(order.items)} for ${money(order.total, order.currency)}. Your order number is ${order.id}.`,
      data: { order },
      focus: { order_id: order.id },
    };
  },
  safe: 'Nothing was charged.',
};

function buySteps({ product = '', quantity = 1, max_price }: Slots, first: number): StepDraft[] {
  const cart = ref(first + 1, 'id');
  return [
    step(first, 'catalog.list', `Find "${product}" in the store`, {
      query: literal(product),
      pick: true,
      ...optional('max_price', max_price),
    }),
    step({ id: first + 1, after: [first] }, 'cart.create', 'Start a cart', {}),
    step(
      { id: first + 2, after: [first, first + 1] },
      'cart.add',
      `Put ${quantity} x ${product} in the cart`,
      { cart_id: cart, product_id: ref(first, 'product.id'), quantity },
    ),
    step({ id: first + 3, after: [first + 2] }, 'checkout', 'Check out the cart', { cart_id: cart }),
  ];
}

function mailReceipt({ slots }: Wish, first: number): StepDraft[] {
  if (slots.to === undefined) return [];
  const order = first + 3;
  return receiptSteps({
    to: slots.to,
    orderId: ref(order, 'id'),
    paid: `Paid: ${ref(order, 'total')} ${ref(order, 'currency')}`,
    after: order,
  });
}

/** The order stands whatever became of the mail. */
export function receiptNotSent({ wish, failure }: Story): string {
  if (wish.slots.to === undefined || failure === undefined) return '';
  return failure.error.code === 'unknown_outcome'
    ? ` I sent the receipt to ${wish.slots.to} but got no answer, so please check the inbox before asking again.`
    : ` I could not send the receipt to ${wish.slots.to}: ${sentence(failure.error.message)}`;
}

/** Not the old cart: it may hold the old price. */
function offerAnew({ error }: FailedStep, { items }: Cart): Part {
  const again = `buy ${items.map(({ quantity, name }) => `${quantity} ${name}`).join(' and ')}`;
  return {
    text: `${sentence(error.message)} Nothing was charged. Say "${again}" to buy at the price of now.`,
    data: { items },
    choices: [{ label: 'Buy at the price of now', value: again }],
  };
}

function notSold({ wish }: Story): Part {
  const { product: _unknown, ...slots } = wish.slots;
  const before = `I found nothing called "${wish.slots.product ?? ''}" in the store.`;
  const question = ask({ ...wish, slots }, 'product', {
    before,
    question: 'What else would you like? Say "store" to see everything.',
  });
  return { ...question, choices: [{ label: 'See the whole store', value: 'store' }] };
}
