import { Order } from '../../../services/commerce/commerce.schema.js';
import { asksForApproval } from '../../ask-for-approval.js';
import type { Turn } from '../../planner.js';
import { clip } from '../text/clip.js';
import { describe, orderStep } from './orders.js';
import type { Part, Template } from './template.js';

/** "Did it work?", "why not?": how the last thing stands. An order is looked up again; of all else the last word is repeated. */
export const recap: Template = {
  steps: (_wish, turn, first) => {
    const id = orderTalkedAbout(turn);
    return id === undefined || isWaiting(turn) || !turn.tools.has('orders.get') ? [] : [orderStep(id, first)];
  },
  reply: ({ turn, ...story }) => {
    const order = story.result('orders.get', Order);
    if (order !== undefined) return { text: describe(order), data: order, focus: { order_id: order.id } };
    return orderTalkedAbout(turn) === undefined || isWaiting(turn) || story.failure === undefined
      ? said(lastReply(turn))
      : undefined;
  },
  safe: 'Nothing was changed meanwhile.',
};

function said(last: string | undefined): Part {
  if (last === undefined)
    return { text: 'There was nothing yet that could have worked or failed.', data: null };
  const quoted = clip(last, 600);
  const text = asksForApproval(last)
    ? `Nothing was done yet: I am waiting for your yes or no. I asked: ${quoted}`
    : `${KNOWN} ${quoted}`;
  return { text, data: null };
}

const KNOWN = 'All I know is what I said last:';

function isWaiting(turn: Turn): boolean {
  return asksForApproval(lastReply(turn) ?? '');
}

function lastReply({ history }: Turn): string | undefined {
  return history.findLast(({ role, content }) => role === 'assistant' && !content.startsWith(KNOWN))?.content;
}

/** The order the last reply was about. */
function orderTalkedAbout(turn: Turn): number | undefined {
  const { order_id: id } = turn.dialog.focus;
  return id !== undefined && new RegExp(`\\border (?:number is )?${id}\\b`, 'i').test(lastReply(turn) ?? '')
    ? id
    : undefined;
}
