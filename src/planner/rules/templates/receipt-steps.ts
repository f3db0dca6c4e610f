import type { StepDraft } from '../../../contracts/plan.js';
import { ref, step } from './template.js';

/** Writes a receipt and sends it, once step `after` is done; `orderId` and `paid` may hold references to its result. */
export function receiptSteps(receipt: {
  to: string;
  orderId: string;
  paid: string;
  after: number;
}): StepDraft[] {
  const { to, orderId, paid, after } = receipt;
  return [
    step({ id: after + 1, after: [after] }, 'email.compose', `Write the receipt for ${to}`, {
      to,
      purpose: 'receipt',
      topic: `Order ${orderId}`,
      details: paid,
    }),
    ...sendDraft(after + 2, to),
  ];
}

/** Sends the draft the step before wrote. */
export function sendDraft(id: number, to: string): StepDraft[] {
  const draft = id - 1;
  return [
    step({ id: id, after: [draft] }, 'email.send', `Send it to ${to}`, {
      to: ref(draft, 'to'),
      subject: ref(draft, 'subject'),
      body: ref(draft, 'body'),
    }),
  ];
}
