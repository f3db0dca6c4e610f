import type { Expectation, ExpectedApproval, ExpectedCall } from '../cases/expected.js';
import { eventsOf, type Change, type TurnTrace } from '../replay/trace.js';
import { observedApprovals } from './approvals.js';
import { plainJson } from './compare.js';
import { observedNodes } from './graph-path.js';
import { observedCalls, plannedSteps, toolsOfSteps } from './observed-calls.js';
import { stateOf, waitsFor } from './plan.js';
import { observedPolicy } from './policy.js';
import { observedRoute } from './route.js';

/**
 * What a turn did, in the words of a case: what to write down where that is what it should do. The text is left to whoever
 * writes the case: only they know which of its words matter.
 */
export function describeTurn(turn: TurnTrace): Expectation {
  if (turn.rejected !== undefined) return { rejected: turn.rejected };
  const { citations = [] } = turn.reply ?? {};
  const route = observedRoute(turn);
  return {
    ...(route.specialist === undefined ? {} : { route }),
    nodes: observedNodes(turn).flat(),
    tools: observedCalls(turn).map(toExpectedCall),
    ...describePlan(turn),
    asks: observedApprovals(turn).map(({ tool, title, args, amount }): ExpectedApproval => {
      return { tool, title, args, amount };
    }),
    ...describePolicy(turn),
    ...(turn.reply === undefined ? {} : { kind: turn.reply.kind }),
    ...ifAny(
      'cites',
      citations.map(({ id, section, quote }) => plainJson({ id, section, quote })),
    ),
    services: describeChanges(turn.changes),
    ...ifAny('recalls', turn.recalled),
    ...ifAny('remembers', turn.remembered),
    ...ifAny('forgets', turn.forgotten),
  };
}

function ifAny<Item>(name: keyof Expectation, items: readonly Item[]): object {
  return items.length === 0 ? {} : { [name]: [...items] };
}

/** As a case writes it: what is so unless something else is said is left out. */
function toExpectedCall({ tool, args, status }: ReturnType<typeof observedCalls>[number]): ExpectedCall {
  return { tool, args, ...(status === 'done' ? {} : { status }) } as ExpectedCall;
}

function describePolicy(turn: TurnTrace): object {
  const { input, classes, tools, reply } = observedPolicy(turn);
  const policy = {
    ...(input === 'pass' ? {} : { input }),
    ...(classes.length === 0 ? {} : { classes }),
    ...(Object.keys(tools).length === 0 ? {} : { tools }),
    ...(reply === 'pass' ? {} : { reply }),
  };
  return Object.keys(policy).length === 0 ? {} : { policy };
}

function describePlan(turn: TurnTrace): Pick<Expectation, 'plan'> {
  const steps = plannedSteps(turn);
  const tools = [...new Set(steps.map(({ tool }) => tool))];
  const after = tools.flatMap((tool) => {
    const others = [...waitsFor(steps, tool)].sort();
    return others.length === 0 ? [] : [[tool, others] as const];
  });
  const states = new Map<string, string[]>();
  for (const [id, tool] of toolsOfSteps(turn))
    states.set(tool, [...(states.get(tool) ?? []), stateOf(turn, id)]);
  if (states.size === 0) return { plan: 'none' };
  const shape = {
    ...(steps.length === 0 ? {} : { steps: steps.map(({ tool }) => tool) }),
    ...(after.length === 0 ? {} : { after: Object.fromEntries(after) }),
    states: Object.fromEntries([...states].map(([tool, ends]) => [tool, ends.length === 1 ? ends[0] : ends])),
    replans: eventsOf(turn, 'plan.replanned').length,
  };
  return { plan: shape as Exclude<NonNullable<Expectation['plan']>, 'none'> };
}

/** Changes as a case has them; what is new and gone as a whole. */
export function describeChanges(changes: readonly Change[]): NonNullable<Expectation['services']> {
  if (changes.length === 0) return 'unchanged';
  return Object.fromEntries(changes.map(({ path, to }) => [path, to ?? { $gone: true }]));
}
