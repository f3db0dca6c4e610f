import { resolveReferences } from '../src/planner/resolve-references.js';
import { exchangesOf, type CallFacts, type Evidence, type Exchange } from '../src/policy/provenance/facts.js';
import type { RunContext } from './run-context.js';
import type { ChatState } from './state.js';
import { doneResults } from './turn.js';

/** What a call of this turn may rest on: the person's words, and what the plan has found so far. */
export function factsOf(state: ChatState, context: Pick<RunContext, 'history'>): CallFacts {
  const results = doneResults(state.results);
  const evidence = (state.plan?.steps ?? []).flatMap((step): Evidence[] => {
    const result = results.get(step.id);
    if (result === undefined) return [];
    return [{ stepId: step.id, tool: step.tool, args: resolveReferences(step.args, results), result }];
  });
  const { pending } = state.dialog;
  const open = pending === null ? null : { choices: pending.choices };
  return { message: state.message, before: exchangesBefore(state, context), open, evidence };
}

/** A turn that goes on after a yes or a no finds its own message, and what came after it, in the history. */
function exchangesBefore(state: ChatState, { history }: Pick<RunContext, 'history'>): Exchange[] {
  const exchanges = exchangesOf(history);
  if (!isAnswered(state)) return exchanges;
  const own = exchanges.findLastIndex(({ said }) => said === state.message);
  return exchanges.slice(0, Math.max(own, 0));
}

function isAnswered({ approvals, results }: ChatState): boolean {
  const isDeclined = Object.values(results).some(
    (one) => one.state === 'failed' && one.error.code === 'declined',
  );
  return isDeclined || Object.keys(approvals).length > 0;
}
