import { Approval } from '../../src/contracts/approval.js';
import type { ExpectedApproval } from '../cases/expected.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { differences } from './compare.js';
import { NOTHING, type Finding, type Scorer } from './scorer.js';
import { holds } from './text-test.js';

/** What the person is asked before a write, and whether the question says what would be done. */
export const approvals: Scorer = {
  name: 'approvals',
  judge({ asks }, turn) {
    if (asks === undefined) return undefined;
    const got = observedApprovals(turn);
    const tools = (list: readonly { tool: string }[]): string[] => list.map(({ tool }) => tool);
    if (JSON.stringify(tools(asks)) !== JSON.stringify(tools(got)))
      return [{ what: 'the questions', expected: tools(asks), got: tools(got) }];
    return asks.flatMap((one, index) => judgeQuestion(one, got[index]));
  },
};

/** The questions of a turn, in order of their steps. */
export function observedApprovals(turn: TurnTrace): Approval[] {
  return eventsOf(turn, 'approval.requested')
    .map(({ request }) => Approval.parse(request))
    .sort((a, b) => a.step_id - b.step_id);
}

function judgeQuestion(expected: ExpectedApproval, got: Approval | undefined): Finding[] {
  if (got === undefined) return [];
  const { tool, title, args, amount, details = {} } = expected;
  const wrong =
    args === undefined
      ? []
      : differences(args, got.args, 'subset').map((one): Finding => ({
          what: `argument ${one.path} of the question about ${tool}`,
          expected: one.expected,
          got: one.got ?? NOTHING,
        }));
  const shown = new Map(got.details.map(({ label, value }) => [label, value]));
  const missing = Object.entries(details).flatMap(([label, test]): Finding[] => {
    const value = shown.get(label);
    if (value !== undefined && holds(value, test)) return [];
    return [{ what: `"${label}" in the question about ${tool}`, expected: test, got: value ?? NOTHING }];
  });
  return [...judgeTitle(title, got), ...judgeAmount(amount, got), ...wrong, ...missing];
}

function judgeTitle(title: string | undefined, got: Approval): Finding[] {
  if (title === undefined || holds(got.title, title)) return [];
  return [{ what: `the title of the question about ${got.tool}`, expected: title, got: got.title }];
}

function judgeAmount(amount: ExpectedApproval['amount'], got: Approval): Finding[] {
  if (amount === undefined || differences(amount, got.amount, 'exact').length === 0) return [];
  return [{ what: `the amount of the question about ${got.tool}`, expected: amount, got: got.amount }];
}
