import { interrupt } from '@langchain/langgraph';
import type { Plan } from '../../src/contracts/plan.js';
import { literalArgs } from '../../src/planner/resolve-references.js';
import type { ApprovalAnswers, ChatState, ChatUpdate, StepResults } from '../state.js';
import type { Work } from './node.js';

/**
 * Waits for the person. Does nothing before `interrupt`, for it would be done again when the answer comes; what is asked was
 * put on record before. Questions without an answer are asked again by the specialist.
 */
export function createApprovalNode(): Work {
  return async (state, context) => {
    const answers: ApprovalAnswers = interrupt({ asked: state.asked });
    for (const [id, { decision }] of Object.entries(answers)) {
      context.emit({ type: 'approval.answered', approval_id: id, decision });
    }
    const open = state.asked.filter((asked) => answers[asked.approval_id] === undefined);
    return { ...applyAnswers(state, answers), asked: open, outcome: null };
  };
}

function applyAnswers(state: ChatState, answers: ApprovalAnswers): ChatUpdate {
  const approvals: Record<string, string> = {};
  const results: StepResults = {};
  let plan = state.plan;
  for (const { approval_id: id, step_id: step } of state.asked) {
    const answer = answers[id];
    if (answer?.decision === 'approve') {
      approvals[step] = id;
      if (answer.args !== undefined) plan = withArgs(plan, { step, answer });
    }
    if (answer?.decision === 'decline') results[step] = { state: 'failed', error: DECLINED };
  }
  return { approvals, results, plan };
}

const DECLINED = { code: 'declined', message: 'You said no.' };

function withArgs(
  plan: Plan | null,
  { step, answer }: { step: number; answer: ApprovalAnswers[string] },
): Plan | null {
  if (plan === null || answer.args === undefined) return plan;
  const args = literalArgs(answer.args);
  return {
    ...plan,
    steps: plan.steps.map((one: Plan['steps'][number]) => (one.id === step ? { ...one, args } : one)),
  };
}
