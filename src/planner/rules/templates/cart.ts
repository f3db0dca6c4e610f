import { Cart, Order } from '../../../services/commerce/commerce.schema.js';
import { itemsOf, money } from '../replies/format.js';
import { step, type Template } from './template.js';

/** What is in a cart and what it costs now. */
export const cartShow: Template = {
  missing: ({ cart_id }) => (cart_id === undefined ? 'cart_id' : undefined),
  steps: ({ slots: { cart_id = 0 } }, _turn, first) => [
    step(first, 'cart.get', `Look into cart ${cart_id}`, { cart_id }),
  ],
  reply: (story) => {
    const cart = story.result('cart.get', Cart);
    if (cart === undefined) return undefined;
    if (cart.items.length === 0) return { text: `Cart ${cart.id} is empty.`, data: { cart } };
    const holds = `${itemsOf(cart.items)} for ${money(cart.total, cart.currency)}`;
    if (cart.status === 'checked_out')
      return { text: `Cart ${cart.id} held ${holds} and is checked out already.`, data: { cart } };
    const buy = `checkout cart ${cart.id}`;
    return {
      text: `Cart ${cart.id} holds ${holds}. Say "${buy}" to buy it.`,
      data: { cart },
      choices: [{ label: 'Buy it', value: buy }],
    };
  },
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
