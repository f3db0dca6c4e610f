import type { JsonObject } from '../contracts/json.js';
import type { StepDraft } from '../contracts/plan.js';
import { EMPTY_DIALOG, type Decision, type Planner, type Turn } from '../planner/planner.js';

/** "rag.ask" or "rag.ask > email.send": tools of a plan, each waiting for the one before. */
export function chainOf(...tools: string[]): StepDraft[] {
  return tools.map((tool, index) => ({
    id: index + 1,
    tool,
    label: `Do ${tool}`,
    args: {},
    after: index === 0 ? [] : [index],
  }));
}

export interface ScriptedPlanner extends Planner {
  /** Every message that was planned for, in order. */
  planned: string[];
}

/**
 * A planner that does what the message says: `tools: a b c` runs the tools one after another, `side: a b` side by side,
 * anything else is echoed. A failed step is replanned to `rag.search`, once. The reply tells what was done.
 */
export function createScriptedPlanner(): ScriptedPlanner {
  const planned: string[] = [];
  return {
    name: 'rules',
    planned,
    route: (turn) =>
      Promise.resolve({
        specialist: turn.specialists[0] ?? 'none',
        intent: 'scripted',
        confidence: 1,
        reason: 'scripted',
        by: 'rules',
      }),
    plan: (turn) => {
      planned.push(turn.text);
      return Promise.resolve(decide(turn));
    },
    replan: (_turn, _route, progress) => {
      const id = progress.plan.steps.length + 1;
      const step: StepDraft = { id, tool: 'rag.search', label: 'Search instead', args: {}, after: [] };
      return Promise.resolve({ do: 'run', goal: 'search instead', steps: [step] });
    },
    respond: (turn, _route, progress, onText) => {
      const states = progress.plan.steps.map((step) => `${step.tool} ${step.state}`).join(', ');
      onText(`${turn.text}: `);
      onText(states);
      const text = `${turn.text}: ${states}`;
      return Promise.resolve({ reply: { kind: 'answer', data: null, text }, dialog: countTurns(turn) });
    },
  };
}

function decide(turn: Turn): Decision {
  const [how, ...tools] = turn.text.split(/\s+/);
  if (how === 'tools:') return { do: 'run', goal: turn.text, steps: chainOf(...tools) };
  if (how === 'side:')
    return { do: 'run', goal: turn.text, steps: chainOf(...tools).map((step) => ({ ...step, after: [] })) };
  const heard = turn.history.length;
  const data: JsonObject = { heard, turns: turn.dialog.focus.order_id ?? 0 };
  return {
    do: 'reply',
    outcome: { reply: { kind: 'answer', data, text: `You said: ${turn.text}` }, dialog: countTurns(turn) },
  };
}

/** Uses a field of the dialog to count: shows whether a session's state goes from turn to turn. */
function countTurns(turn: Turn) {
  return { ...EMPTY_DIALOG, focus: { order_id: (turn.dialog.focus.order_id ?? 0) + 1 } };
}
