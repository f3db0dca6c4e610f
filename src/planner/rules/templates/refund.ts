import type { StepDraft } from '../../../contracts/plan.js';
import { Order, OrderList, Refund } from '../../../services/commerce/commerce.schema.js';
import { Sent } from '../../../services/email/email.schema.js';
import { money, sentence } from '../replies/format.js';
import type { Wish } from '../wish.js';
import { describe, orderStep } from './orders.js';
import { receiptSteps } from './receipt-steps.js';
import { receiptNotSent } from './shop.js';
import { ask, ref, step, type Part, type Story, type Template } from './template.js';
import { isRefundable, offerOrdersWhenUnknown, whichOrder, whichOther } from './which-order.js';

const REFUND_STAGES = ['Locate order', 'Authorize refund', 'Send receipt'];

/** Looks the order up, refunds it, mails the receipt where an address was given; without a number asks which order. */
export const refund: Template = {
  steps: (wish, _turn, first) =>
    wish.slots.order_id === undefined ? [orderStep(undefined, first)] : refundSteps(wish, first),
  reply: (story) => {
    const refunded = story.result('orders.refund', Refund);
    if (refunded !== undefined) return refundedPart(story, refunded);
    const list = story.result('orders.list', OrderList);
    if (list === undefined) return undefined;
    return withStages(
      story.failure === undefined ? whichOrder(story, list, isRefundable) : whichOther(story, list),
    );
  },
  failed: (story, failure) =>
    story.wish.slots.order_id === undefined
      ? withStages(ask(story.wish, 'order_id'))
      : refusedPart(story, failure.tool),
  safe: 'Nothing was refunded.',
  ...offerOrdersWhenUnknown(),
};

function refundSteps({ slots }: Wish, first: number): StepDraft[] {
  const id = slots.order_id ?? 0;
  const steps = [
    orderStep(id, first),
    step({ id: first + 1, after: [first] }, 'orders.refund', `Refund order ${id}`, { order_id: id }),
  ];
  if (slots.to === undefined) return steps;
  const paid = `Refunded: ${ref(first + 1, 'amount')} ${ref(first + 1, 'currency')}, receipt ${ref(first + 1, 'receipt')}`;
  return [...steps, ...receiptSteps({ to: slots.to, orderId: String(id), paid, after: first + 1 })];
}

function refundedPart(story: Story, refunded: Refund): Part {
  const sent = story.result('email.send', Sent);
  const mailed = sent === undefined ? receiptNotSent(story) : ` It is on its way to ${sent.to}.`;
  return {
    text: `Order ${refunded.order_id} is refunded: ${money(refunded.amount, refunded.currency)} goes back to you. Your receipt is ${refunded.receipt}.${mailed}`,
    data: refunded,
    steps: REFUND_STAGES,
    focus: { order_id: refunded.order_id },
  };
}

/** An order that was found but cannot be refunded is still shown. */
function refusedPart(story: Story, failedTool: string): Part | undefined {
  const order = story.result('orders.get', Order);
  const refused = story.failure?.error.code === 'conflict' && failedTool === 'orders.refund';
  if (order === undefined || !refused) return undefined;
  return withStages({
    text: `${sentence(story.failure?.error.message ?? '')} ${describe(order)}`.trim(),
    data: order,
    focus: { order_id: order.id },
  });
}

function withStages(part: Part): Part {
  return { ...part, steps: REFUND_STAGES };
}
