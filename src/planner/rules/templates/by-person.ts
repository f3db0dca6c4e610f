import { Order } from '../../../services/commerce/commerce.schema.js';
import { clip } from '../text/clip.js';
import { describe, orderStep } from './orders.js';
import { ask, type Part, type Story, type Template } from './template.js';

/** No tool changes an order, its address or what was delivered: shows the order, and offers to hand it to the team. */
export const change: Template = {
  steps: ({ slots }, _turn, first) =>
    slots.order_id === undefined ? [] : [orderStep(slots.order_id, first)],
  reply: (story) => {
    const order = story.result('orders.get', Order);
    if (order === undefined) return offer(story, '');
    return { ...offer(story, `${describe(order)} `), data: order, focus: { order_id: order.id } };
  },
  failed: (story, failure) =>
    failure.error.code === 'not_found' ? undefined : offer(story, 'I could not look up the order. '),
  safe: 'Nothing was changed.',
};

/** Nor is there one for the newsletter. */
export const newsletter: Template = { reply: (story) => offer(story, '') };

function offer({ wish, turn }: Story, before: string): Part {
  const what = wish.intent === 'email.newsletter' ? 'the newsletter' : WHAT[wish.intent];
  const asked = { ...wish, intent: 'email.ticket', slots: { message: clip(turn.text, 2000) } };
  return ask(asked, 'confirm', {
    before: `${before}I cannot change ${what ?? 'that'} myself, but our team can.`,
    choices: [
      { label: 'Pass it on', value: 'yes' },
      { label: 'Leave it', value: 'no' },
    ],
  });
}

const WHAT: Readonly<Record<string, string>> = {
  'order.exchange': 'what was delivered',
  'order.change': 'an order',
  'order.address': 'a delivery address',
};
