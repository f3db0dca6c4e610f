import { Draft } from '../../../services/email/email.schema.js';
import { resultsOf, textOf, writesOf, type Ground, type Source } from '../ground.js';
import { refersBack } from '../named.js';
import { addresses, orderNumbers } from '../numbers.js';
import type { Evidence } from '../facts.js';
import { trustedOrders } from './refund.js';
import { isOwnText } from './words.js';

/** Where tickets go; nobody has to spell it. */
const SUPPORT_ADDRESS = 'support@veze.io';

/** An address the person wrote: in this request or, where it only says "her" or "me", in the last message with one. */
export const writtenAddress: Source = (value, { request }) => {
  const to = textOf(value).toLowerCase();
  if (request.kinds.has('ticket') && to === SUPPORT_ADDRESS) return true;
  for (const texts of [request.demands, request.texts]) {
    const given = new Set(texts.flatMap((text) => [...addresses(text)]));
    if (given.size > 0) return given.has(to);
  }
  if (!request.kinds.has('mail') || !request.texts.some(refersBack)) return false;
  return (
    request.earlier
      .map((text) => addresses(text))
      .find((found) => found.size > 0)
      ?.has(to) ?? false
  );
};

/** A draft that `email.compose` wrote from what the person said, or the person's own words. */
export const ownLetter: Source = (value, ground) =>
  draftOf(ground) !== undefined || isOwnText(textOf(value), ground);

function draftOf(ground: Ground): Evidence | undefined {
  const { to, subject, body } = ground.args;
  return resultsOf(ground, 'email.compose', Draft).find(
    ({ step, value }) =>
      value.to === to &&
      value.subject.trim() === subject &&
      value.body.trim() === body &&
      isOwnDraft(step, ground),
  )?.step;
}

function isOwnDraft({ args }: Evidence, ground: Ground): boolean {
  const { texts } = ground.request;
  if (args['purpose'] === 'receipt' && !texts.some((text) => RECEIPT.test(text) || refersBack(text)))
    return false;
  const parts = ['topic', 'message', 'details'].map((name) => textOf(args[name]));
  return parts.every((text) => isOwnText(text, ground) && areOrdersTrusted(text, ground));
}

const RECEIPT = /\b(?:receipts?|invoices?|bills?|copy|details)\b/i;

/** A receipt is for an order the person chose. */
function areOrdersTrusted(text: string, ground: Ground): boolean {
  const known = new Set(trustedOrders(ground).map(({ id }) => id));
  const said = new Set(ground.request.texts.flatMap((one) => [...orderNumbers(one)]));
  const mine = ground.request.texts.some((one) => one.includes(text));
  return (
    mine ||
    [...text.matchAll(/\border (\d{1,9})\b/gi)].every(
      ([, id]) => known.has(Number(id)) || said.has(Number(id)),
    )
  );
}

/** One e-mail to an address; receipts one for each order. */
export function isFirstLetter(ground: Ground): boolean {
  const sent = writesOf(ground, 'email.send').filter((args) => args['to'] === ground.args['to']);
  if (sent.length === 0) return true;
  const draft = draftOf(ground);
  const others = sent.map((args) => draftOf({ ...ground, args }));
  return others.every(
    (other) => other !== undefined && draft !== undefined && isAnotherOccasion(draft, other),
  );
}

/** A receipt is not the other letter, nor the receipt of another order. */
function isAnotherOccasion(a: Evidence, b: Evidence): boolean {
  const receipts = [a, b].filter(({ args }) => args['purpose'] === 'receipt');
  return receipts.length === 1 || (receipts.length === 2 && a.args['topic'] !== b.args['topic']);
}
