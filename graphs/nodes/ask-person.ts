import type { Approval } from '../../src/contracts/approval.js';
import type { PlanStep } from '../../src/contracts/plan.js';
import { ToolError } from '../../src/core/errors.js';
import { askForApproval } from '../../src/planner/ask-for-approval.js';
import { resolveReferences } from '../../src/planner/resolve-references.js';
import { factsOf } from '../facts.js';
import type { RunContext } from '../run-context.js';
import type { Asked, ChatState, ChatUpdate, StepResults } from '../state.js';
import { doneResults, type Desk } from '../turn.js';

/**
 * Puts a question on record for every step that needs a yes, and makes them the reply. A step that may not be done at all
 * is not asked about: it has failed.
 */
export async function askPerson(desk: Desk, state: ChatState, held: PlanStep[]): Promise<ChatUpdate> {
  const { turn, route, context } = desk;
  const requests: Approval[] = [];
  const refused: StepResults = {};
  for (const step of held) {
    try {
      requests.push(await request(step, state, context));
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      refused[step.id] = { state: 'failed', error: error.toStepError() };
      const about = { type: 'plan.step', step_id: step.id, tool: step.tool, label: step.label } as const;
      context.emit({ ...about, state: 'failed', error: error.toStepError() });
    }
  }
  // The refused ones change where the plan stands: the specialist looks again.
  if (requests.length === 0) return { results: refused, asked: [] };
  const outcome = askForApproval(turn, route, requests);
  context.voice.say(outcome.reply.text);
  context.voice.end();
  const asked: Asked[] = requests.map(({ approval_id, step_id }) => ({ approval_id, step_id }));
  return { results: refused, asked, outcome };
}

async function request(step: PlanStep, state: ChatState, context: RunContext): Promise<Approval> {
  const args = resolveReferences(step.args, doneResults(state.results));
  const open = state.asked.find((asked) => asked.step_id === step.id)?.approval_id;
  const approval = await context.requestApproval(step, { args, facts: factsOf(state, context), open });
  context.emit({ type: 'approval.requested', approval_id: approval.approval_id, request: approval });
  return approval;
}
