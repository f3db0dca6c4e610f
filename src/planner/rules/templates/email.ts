import { Inbox, Sent } from '../../../services/email/email.schema.js';
import { Order } from '../../../services/commerce/commerce.schema.js';
import { clip } from '../text/clip.js';
import { literal } from '../../resolve-references.js';
import { bullets, day, money, sentence } from '../replies/format.js';
import { receiptSteps, sendDraft } from './receipt-steps.js';
import { orderStep } from './orders.js';
import { optional, ref, step, type Story, type Template } from './template.js';

export const SUPPORT_ADDRESS = 'support@veze.io';
const SAFE = 'No e-mail was sent.';

/** A message or an invitation. An invitation needs no words of its own. */
export const message: Template = {
  missing: ({ to, purpose, topic, message }) => {
    if (to === undefined) return 'to';
    return purpose !== 'invite' && topic === undefined && message === undefined ? 'message' : undefined;
  },
  steps: ({ slots }, _turn, first) => {
    const { to = '', purpose = 'message', topic, message } = slots;
    const what = purpose === 'invite' ? 'invitation' : 'e-mail';
    const words = {
      ...optional('topic', topic && literal(topic)),
      ...optional('message', message && literal(message)),
    };
    return [
      step(first, 'email.compose', `Write the ${what} to ${to}`, { to, purpose, ...words }),
      ...sendDraft(first + 1, to),
    ];
  },
  reply: (story) => {
    const sent = story.result('email.send', Sent);
    if (sent === undefined) return undefined;
    const what = story.wish.slots.purpose === 'invite' ? 'The invitation' : 'The e-mail';
    return {
      text: `${what} to ${sent.to} is queued, with the subject "${sent.subject}".`,
      data: sent,
      queued: sent,
      focus: { email: sent.to },
    };
  },
  safe: SAFE,
};

/** The receipt of an order, to an address. */
export const receipt: Template = {
  missing: ({ order_id, to }) => {
    if (order_id === undefined) return 'order_id';
    return to === undefined ? 'to' : undefined;
  },
  steps: ({ slots }, _turn, first) => {
    const paid = `Total: ${ref(first, 'total')} ${ref(first, 'currency')}, status: ${ref(first, 'status')}`;
    return [
      orderStep(slots.order_id ?? 0, first),
      ...receiptSteps({ to: slots.to ?? '', orderId: ref(first, 'id'), paid, after: first }),
    ];
  },
  reply: (story) => {
    const sent = story.result('email.send', Sent);
    const order = story.result('orders.get', Order);
    if (sent === undefined) return undefined;
    const total = order === undefined ? '' : ` (${money(order.total, order.currency)})`;
    return {
      text: `The receipt for order ${story.wish.slots.order_id ?? ''}${total} is on its way to ${sent.to}.`,
      data: sent,
      queued: sent,
      focus: { email: sent.to, ...(order === undefined ? {} : { order_id: order.id }) },
    };
  },
  safe: SAFE,
};

/** Writes to the support team, with the person's own words. */
export const ticket: Template = {
  steps: ({ slots }, turn, first) => [
    step(first, 'email.compose', 'Write the ticket', {
      to: SUPPORT_ADDRESS,
      purpose: 'ticket',
      topic: 'Ticket',
      message: literal(slots.message ?? clip(turn.text, 2000)),
    }),
    ...sendDraft(first + 1, SUPPORT_ADDRESS),
  ],
  reply: (story) => {
    const sent = story.result('email.send', Sent);
    if (sent === undefined) return undefined;
    return {
      text: `I passed this on to our support team (ticket ${sent.id}). They answer by e-mail.`,
      data: sent,
      queued: sent,
    };
  },
  safe: 'No ticket was opened.',
};

export const inbox: Template = {
  steps: (_wish, _turn, first) => [step(first, 'email.list', 'Read your inbox', {})],
  reply: (story: Story) => {
    const list = story.result('email.list', Inbox);
    if (list === undefined) return undefined;
    if (list.messages.length === 0) return { text: 'Your inbox is empty.', data: list };
    const unread = list.messages.filter(({ read }) => !read).length;
    const lines = list.messages.map(
      (mail) => `${mail.read ? '' : 'New: '}"${mail.subject}" from ${mail.from}, ${day(mail.received_at)}`,
    );
    const count = list.messages.length === 1 ? '1 message' : `${list.messages.length} messages`;
    return {
      text: sentence(`You have ${count}, ${unread === 0 ? 'none' : unread} unread`) + `\n${bullets(lines)}`,
      data: list,
    };
  },
};
