import type { Failpoint } from '../../src/core/failpoint.js';

/** What a person says, in a session of its own. */
export interface Flow {
  name: 'plain' | 'approval';
  /** The setting `APPROVALS`. */
  approvals: string;
  messages: readonly string[];
}

/** Three writes in one turn: `cart.create`, `cart.add`, `checkout`. */
export const PLAIN: Flow = { name: 'plain', approvals: 'none', messages: ['buy nebula skin'] };
/** The first two writes, a question, and the third when the person has said yes. */
export const APPROVAL: Flow = {
  name: 'approval',
  approvals: 'checkout',
  messages: ['buy nebula skin', 'yes'],
};

/** One death: where, in which flow, and at which passage since the process started. */
export interface Trial {
  point: Failpoint;
  flow: Flow;
  passage: number;
  /** The message whose turn is disturbed, from 0. */
  turn: number;
}

const PASSED_BY_EACH_WRITE: ReadonlySet<Failpoint> = new Set([
  'before_intent',
  'intent_to_call',
  'call_to_result',
  'result_to_checkpoint',
]);

/** The ways to die at a point, the most telling one first; they are gone through again where more runs are wanted. */
export function trialsAt(point: Failpoint, runs: number): Trial[] {
  const ways = waysToDie(point);
  return Array.from({ length: runs }, (_, run) => ways[run % ways.length]).flatMap((way) => way ?? []);
}

function waysToDie(point: Failpoint): Trial[] {
  const plain = (passage: number): Trial => ({ point, flow: PLAIN, passage, turn: 0 });
  const approval = { point, flow: APPROVAL };
  // At the checkout; when it was approved; at the two writes before.
  if (PASSED_BY_EACH_WRITE.has(point))
    return [plain(3), { ...approval, passage: 3, turn: 1 }, plain(1), plain(2)];
  // A yes makes no new plan, so there it is the asking that is disturbed; all else is passed once a turn.
  if (point === 'after_plan') return [plain(1), { ...approval, passage: 1, turn: 0 }];
  return [plain(1), { ...approval, passage: 2, turn: 1 }];
}
