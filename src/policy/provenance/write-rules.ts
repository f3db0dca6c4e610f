import type { Kind } from './asking-words.js';
import type { Ground, Source } from './ground.js';
import { isFirstOrder, ownMatch, plannedOrders, plannedStrategy } from './sources/fight.js';
import { isFirstLetter, ownLetter, writtenAddress } from './sources/letter.js';
import { dictatedText, isAnotherPost } from './sources/post.js';
import { chosenOrder } from './sources/refund.js';
import {
  cartAsFilled,
  chosenProduct,
  isFirstOfProduct,
  needsCart,
  ownCart,
  statedQuantity,
} from './sources/shop.js';
import { ownWords } from './sources/words.js';

/** What a write needs to have come from the person. */
export interface WriteRule {
  /** For a refusal: "I did not ... ". */
  does: string;
  /** The kinds of effect it is; one of them must have been asked for. */
  kinds: readonly Kind[];
  /** Where each argument must come from; an argument without a line is refused. */
  args: Readonly<Record<string, { called: string; from: Source }>>;
  /** Whether it is another write than those of this run, so that one request is not carried out twice. */
  isAnother?: (ground: Ground) => boolean;
}

export type WriteRules = Readonly<Record<string, WriteRule>>;

/** Every write there is; one without a row is refused. */
export const WRITE_RULES: WriteRules = {
  'cart.create': { does: 'open a cart', kinds: ['buy'], args: {}, isAnother: needsCart },
  'cart.add': {
    does: 'put anything into a cart',
    kinds: ['buy'],
    args: {
      cart_id: { called: 'the cart', from: ownCart },
      product_id: { called: 'the product', from: chosenProduct },
      quantity: { called: 'the quantity', from: statedQuantity },
    },
    isAnother: isFirstOfProduct,
  },
  checkout: {
    does: 'buy anything',
    kinds: ['buy'],
    args: { cart_id: { called: 'the cart', from: cartAsFilled } },
  },
  'orders.refund': {
    does: 'refund anything',
    kinds: ['refund'],
    args: {
      order_id: { called: 'the order', from: chosenOrder },
      reason: { called: 'the reason', from: ownWords },
    },
  },
  'email.send': {
    does: 'send an e-mail',
    kinds: ['mail', 'ticket'],
    args: {
      to: { called: 'the address', from: writtenAddress },
      subject: { called: 'the subject', from: ownLetter },
      body: { called: 'the text', from: ownLetter },
    },
    isAnother: isFirstLetter,
  },
  'social.post': {
    does: 'publish a post',
    kinds: ['post'],
    args: { text: { called: 'the text', from: dictatedText } },
    isAnother: isAnotherPost,
  },
  'game.execute': {
    does: 'give orders in a match',
    kinds: ['fight'],
    args: {
      match_id: { called: 'the match', from: ownMatch },
      strategy: { called: 'the strategy', from: plannedStrategy },
      orders: { called: 'the orders', from: plannedOrders },
    },
    isAnother: isFirstOrder,
  },
};
