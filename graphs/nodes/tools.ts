import type { ServiceName } from '../../src/contracts/mode.js';
import type { PlanStep } from '../../src/contracts/plan.js';
import { ToolError } from '../../src/core/errors.js';
import { resolveReferences } from '../../src/planner/resolve-references.js';
import { factsOf } from '../facts.js';
import type { RunContext } from '../run-context.js';
import type { ChatState, StepResult, StepResults } from '../state.js';
import { doneResults, freeSteps, isRehearsed } from '../turn.js';
import type { Work } from './node.js';

/**
 * The tool node of one service: carries out the ready steps of its service side by side, then those that became ready by
 * them, until none is left. Steps that wait for another service, or for a person, go back to the specialist.
 */
export function createToolNode(service: ServiceName): Work {
  return async (state, context) => {
    const own: StepResults = {};
    for (;;) {
      const now: ChatState = { ...state, results: { ...state.results, ...own } };
      const ready = freeSteps(now, context).filter(
        (step) => context.tools.get(step.tool)?.service === service,
      );
      if (ready.length === 0) return { results: own };
      const ended = await Promise.all(ready.map((step) => runStep(step, now, context)));
      for (const [index, step] of ready.entries()) {
        const result = ended[index];
        if (result !== undefined) own[step.id] = result;
      }
    }
  };
}

async function runStep(step: PlanStep, state: ChatState, context: RunContext): Promise<StepResult> {
  const dry = isRehearsed(step, context) ? { dry_run: true as const } : {};
  const about = { type: 'plan.step', step_id: step.id, tool: step.tool, label: step.label, ...dry } as const;
  context.emit({ ...about, state: 'running' });
  const ended = await callResolved(step, state, context);
  context.emit(
    ended.state === 'done' ? { ...about, state: 'done' } : { ...about, state: 'failed', error: ended.error },
  );
  return ended;
}

async function callResolved(step: PlanStep, state: ChatState, context: RunContext): Promise<StepResult> {
  try {
    const args = resolveReferences(step.args, doneResults(state.results));
    const grounds = { facts: factsOf(state, context), approvalId: state.approvals[step.id] };
    return await context.callTool(step, args, grounds);
  } catch (error) {
    if (error instanceof ToolError) return { state: 'failed', error: error.toStepError() };
    throw error;
  }
}
