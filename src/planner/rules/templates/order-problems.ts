import { OrderList, Order } from '../../../services/commerce/commerce.schema.js';
import { Answer } from '../../../services/rag/rag.schema.js';
import { literal } from '../../resolve-references.js';
import type { Wish } from '../wish.js';
import { answerPart } from './knowledge.js';
import { describe, orderStep } from './orders.js';
import { ask, step, type Part, type Template } from './template.js';
import { isRefundable, offerOrdersWhenUnknown, whichOrder, whichOther } from './which-order.js';

/** There is no tool that cancels: shows the order and offers the refund that does the same. */
export const cancel: Template = problemWith({
  offer: ({ status }) =>
    status === 'paid'
      ? 'I can cancel it by refunding it in full.'
      : 'It is too late to stop it, but I can refund it.',
  fits: ({ status }) => status === 'pending' || status === 'paid' || status === 'shipped',
});

export const problem: Template = problemWith({
  sorry: 'I am sorry about that. ',
  offer: () => 'I can refund it.',
  fits: () => true,
});

/** Who asks about a refund does not ask for it yet: shows the order and offers it. */
export const refundOffer: Template = problemWith({
  offer: () => 'I can refund it.',
  fits: isRefundable,
});

interface Words {
  sorry?: string;
  offer(order: Order): string;
  /** The orders it can be about, where none was named. */
  fits(order: Order): boolean;
}

const NOTHING_TO_REFUND =
  'There is nothing to pay back. If something is wrong with it, say "open a ticket" and our team will look into it.';

/** Subscriptions are run in the account: says how, from the knowledge base. */
export const subscription: Template = {
  steps: ({ slots }, _turn, first) => [
    step(first, 'rag.ask', 'Look up how to cancel', {
      question: literal(slots.question ?? 'How do I cancel my subscription?'),
    }),
  ],
  reply: (story) => {
    const answer = story.result('rag.ask', Answer);
    if (answer === undefined) return undefined;
    const part = answerPart(answer);
    const known =
      part?.text ??
      'I could not find how to cancel that in our documents, so our support team should do it: say "open a ticket".';
    return {
      ...part,
      data: answer,
      text: `${known}\nIf you also want money back for an order, say "refund" and its number.`,
    };
  },
};

function problemWith(words: Words): Template {
  return {
    steps: ({ slots }, _turn, first) => [orderStep(slots.order_id, first)],
    reply: (story) => {
      const order = story.result('orders.get', Order);
      if (order !== undefined) return offerRefund(story.wish, order, words);
      const list = story.result('orders.list', OrderList);
      if (list === undefined) return undefined;
      return story.failure === undefined
        ? sorry(whichOrder(story, list, words.fits), words)
        : whichOther(story, list);
    },
    failed: ({ wish }) =>
      wish.slots.order_id === undefined ? sorry(ask(wish, 'order_id'), words) : undefined,
    safe: 'Nothing was changed.',
    ...offerOrdersWhenUnknown(),
  };
}

function offerRefund(wish: Wish, order: Order, words: Words): Part {
  const focus = { order_id: order.id };
  if (!isRefundable(order)) {
    return {
      text: `${words.sorry ?? ''}${describe(order)} ${NOTHING_TO_REFUND}`,
      data: order,
      focus,
    };
  }
  const asked: Wish = { ...wish, intent: 'order.refund', slots: { order_id: order.id } };
  const choices = [
    { label: `Refund order ${order.id}`, value: 'yes' },
    { label: 'Leave it', value: 'no' },
  ];
  return {
    ...ask(asked, 'confirm', {
      before: `${words.sorry ?? ''}${describe(order)} ${words.offer(order)}`,
      choices,
    }),
    data: order,
    focus,
  };
}

function sorry(part: Part, words: Words): Part {
  return { ...part, text: `${words.sorry ?? ''}${part.text}` };
}
