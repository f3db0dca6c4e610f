import type { StepDraft } from '../../../contracts/plan.js';
import type { FailedStep } from '../../planner.js';
import { literal } from '../../resolve-references.js';
import { Cart, Catalog, Order, Product } from '../../../services/commerce/commerce.schema.js';
import { Sent } from '../../../services/email/email.schema.js';
import { itemsOf, money, sentence } from '../replies/format.js';
import type { WantedProduct } from '../entities/products.js';
import type { Slots, Wish } from '../wish.js';
import { receiptSteps } from './receipt-steps.js';
import { ask, optional, ref, step, type Part, type Story, type Template } from './template.js';

const PickedProduct = Catalog.extend({ product: Product });

/** Finds the product, puts it in a cart, checks out; mails the receipt where an address was given. */
export const buy: Template = {
  missing: ({ product, quantity, more = [] }) => {
    if (product === undefined) return 'product';
    return [quantity ?? 1, ...more.map((one) => one.quantity)].some((count) => count < 1 || count > 99)
      ? 'quantity'
      : undefined;
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
    if (story.wish.slots.more !== undefined && failure.tool === 'catalog.list')
      return notAll(story.wish.slots, failure);
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

/** What the wish names, in its order. */
function wanted({ product = '', quantity = 1, more = [] }: Slots): WantedProduct[] {
  return [{ product, quantity }, ...more];
}

/** The id of the step that checks out. */
function checkoutId(slots: Slots, first: number): number {
  return first + 2 * wanted(slots).length + 1;
}

/** Every product is found before a cart is opened; they go into it one after the other. */
function buySteps(slots: Slots, first: number): StepDraft[] {
  const products = wanted(slots);
  const finds = products.map(({ product }, index) =>
    step(first + index, 'catalog.list', findLabel(product), {
      query: literal(product),
      pick: true,
      ...optional('max_price', slots.max_price),
    }),
  );
  const create = first + products.length;
  const cart = ref(create, 'id');
  const adds = products.map(({ product, quantity }, index) =>
    step(
      { id: create + 1 + index, after: [first + index, create + index] },
      'cart.add',
      `Put ${quantity} x ${product} in the cart`,
      { cart_id: cart, product_id: ref(first + index, 'product.id'), quantity },
    ),
  );
  const last = checkoutId(slots, first);
  return [
    ...finds,
    step({ id: create, after: finds.map(({ id }) => id) }, 'cart.create', 'Start a cart', {}),
    ...adds,
    step({ id: last, after: [last - 1] }, 'checkout', 'Check out the cart', { cart_id: cart }),
  ];
}

function findLabel(product: string): string {
  return `Find "${product}" in the store`;
}

function mailReceipt({ slots }: Wish, first: number): StepDraft[] {
  if (slots.to === undefined) return [];
  const order = checkoutId(slots, first);
  return receiptSteps({
    to: slots.to,
    orderId: ref(order, 'id'),
    paid: `Paid: ${ref(order, 'total')} ${ref(order, 'currency')}`,
    after: order,
  });
}

/** The order stands whatever became of the mail. */
export function receiptNotSent({ wish, failure }: Story): string {
  if (wish.slots.to === undefined)
    return wish.slots.purpose === 'receipt'
      ? ' For the receipt I need an address: say "email the receipt to" and the address.'
      : '';
  if (failure === undefined) return '';
  return failure.error.code === 'unknown_outcome'
    ? ` I sent the receipt to ${wish.slots.to} but got no answer, so please check the inbox before asking again.`
    : ` I could not send the receipt to ${wish.slots.to}: ${sentence(failure.error.message)}`;
}

/** Not the old cart: it may hold the old price. */
function offerAnew({ error }: FailedStep, { items }: Cart): Part {
  const again = buySentence(items.map(({ name, quantity }) => ({ product: name, quantity })));
  return {
    text: `${sentence(error.message)} Nothing was charged. Say "${again}" to buy at the price of now.`,
    data: { items },
    choices: [{ label: 'Buy at the price of now', value: again }],
  };
}

/** One of several is not to be had, or it is not clear which is meant: what to say to buy them all. */
function notAll(slots: Slots, { label, error }: FailedStep): Part {
  const products = wanted(slots);
  const failed = products.find(({ product }) => findLabel(product) === label);
  const instead = (product: string): string =>
    buySentence(products.map((one) => (one === failed ? { ...one, product } : one)));
  const choices = (error.choices ?? []).map((choice) => ({ ...choice, value: instead(choice.value) }));
  const others = buySentence(products.filter((one) => one !== failed));
  return {
    text: `${sentence(error.message)} So I bought nothing.`,
    data: null,
    choices: choices.length > 0 ? choices : [{ label: 'Buy the others', value: others }],
  };
}

function buySentence(products: readonly WantedProduct[]): string {
  return `buy ${products.map(({ quantity, product }) => `${quantity} ${product}`).join(' and ')}`;
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
