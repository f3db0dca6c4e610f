import type { JsonObject } from '../../src/contracts/json.js';
import type { Expectation } from '../cases/expected.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { toolsOfSteps } from './observed-calls.js';
import { differences, plainJson } from './compare.js';
import { NOTHING, type Scorer } from './scorer.js';

/** What policy decided about the message, the calls and the reply. */
export const policy: Scorer = {
  name: 'policy',
  judge({ policy: expected }, turn) {
    if (expected === undefined) return undefined;
    const got = observedPolicy(turn);
    return differences(sorted(expected), plainJson(got), 'subset')
      .concat(unexpectedRefusals(expected, got))
      .map((one) => ({ what: `policy: ${one.path}`, expected: one.expected, got: one.got ?? NOTHING }));
  },
};

export interface ObservedPolicy {
  input: string;
  classes: string[];
  tools: Record<string, string[]>;
  reply: string;
}

/** The decisions of a turn; where none was made, it passed. */
export function observedPolicy(turn: TurnTrace): ObservedPolicy {
  const decisions = eventsOf(turn, 'policy.decision');
  const of = (stage: string) => decisions.find((one) => one.stage === stage);
  const tools = toolsOfSteps(turn);
  const refused = decisions.filter(({ stage, decision }) => stage === 'tool' && decision === 'refused');
  const classes = (of('input')?.findings ?? []).map((finding) => finding.class);
  return {
    input: of('input')?.decision ?? 'pass',
    classes: [...new Set(classes)].sort(),
    tools: Object.fromEntries(
      refused.map(({ step_id: id, reasons }) => [tools.get(id ?? 0) ?? `step ${id}`, [...reasons].sort()]),
    ),
    reply: of('reply')?.decision ?? 'pass',
  };
}

/** Classes and reasons have no order. */
function sorted({ classes, tools, ...rest }: NonNullable<Expectation['policy']>): JsonObject {
  const reasons = Object.entries(tools ?? {}).map(([tool, some]) => [tool, [...some].sort()] as const);
  return plainJson({
    ...rest,
    ...(classes && { classes: [...classes].sort() }),
    ...(tools && { tools: Object.fromEntries(reasons) }),
  });
}

/** Where refusals are expected, or none, any other is wrong. */
function unexpectedRefusals({ tools }: NonNullable<Expectation['policy']>, got: ObservedPolicy) {
  if (tools === undefined) return [];
  const others = Object.entries(got.tools).filter(([tool]) => !Object.hasOwn(tools, tool));
  return others.map(([tool, reasons]) => ({ path: `tools.${tool}`, expected: 'not refused', got: reasons }));
}
