import type { Route } from '../../contracts/run-event.js';
import type { Decision, Outcome, Progress, Turn } from '../planner.js';
import { frame } from '../rules/replies/frame.js';
import { askForSteps } from './ask-for-steps.js';
import { createCheckedSpeech } from './checked-speech.js';
import { questionAsked } from './question-asked.js';
import { degradedBy } from './outcomes.js';
import { oneLine, PlanOutput } from './plan-output.js';
import type { RunDesk } from './run-desk.js';
import { toolCards } from './tool-cards.js';

const NOTHING: Progress = { plan: { goal: '', revision: 0, steps: [] }, results: new Map(), failed: [] };

/** The model's plan, reply or question; the rules' where the model has none that can be used. */
export async function makePlan(desk: RunDesk, turn: Turn, route: Route): Promise<Decision> {
  if (desk.said !== '') return goOnSaying(desk, turn, route);
  const planned = await askForSteps(desk, turn, {
    purpose: 'plan',
    schema: PlanOutput,
    prompt: desk.prompt(
      turn,
      {
        system: ['shared/conduct.md', `${turn.mode}/${route.specialist}.md`, 'shared/plan.md'],
        user: ['shared/request.md'],
      },
      { tools: toolCards(turn.tools), max_steps: String(desk.limits.maxSteps) },
    ),
    ground: { tools: turn.tools, before: [], maxSteps: desk.limits.maxSteps },
  });
  if (planned === undefined) return degradedBy(desk, await desk.rules.plan(turn, route));
  const { output, steps } = planned;
  if (output.do === 'run') return { do: 'run', goal: oneLine(output.goal, 200) || route.intent, steps };
  const outcome = sayDirectly(turn, route, output);
  if (outcome !== undefined) return { do: 'reply', outcome };
  desk.model.fall('false_claim');
  return degradedBy(desk, await desk.rules.plan(turn, route));
}

/** A reply without any tool. Undefined where it is empty or says that something was done: nothing was. */
function sayDirectly(turn: Turn, route: Route, output: PlanOutput): Outcome | undefined {
  const speech = createCheckedSpeech(turn, NOTHING, { onText: () => undefined });
  speech.push(output.text);
  speech.end(true);
  if (speech.cut() > 0 || speech.text().trim() === '') return undefined;
  const memories = speech.memories();
  return direct(turn, route, { text: speech.text(), memories, isQuestion: output.do === 'ask' });
}

function direct(
  turn: Turn,
  route: Route,
  { text, isQuestion, memories = [] }: { text: string; isQuestion: boolean; memories?: string[] },
): Outcome {
  const pending = isQuestion ? questionAsked(turn, route, text) : null;
  const common = { text, planner: 'llm' as const, ...(memories.length > 0 && { memories }) };
  return {
    reply: frame(turn.mode, route.specialist, { text, data: null }, common),
    dialog: { ...turn.dialog, pending },
  };
}

/** An earlier attempt of the run was replying without a plan: what it said stands. */
async function goOnSaying(desk: RunDesk, turn: Turn, route: Route): Promise<Decision> {
  const { said } = desk;
  const byRules = await desk.rules.plan(turn, route);
  if (byRules.do === 'reply' && byRules.outcome.reply.text.startsWith(said)) return byRules;
  const isWhole = /[.!?…]["”’')\]]*\s*$/.test(said);
  const text = isWhole ? said : `${said.trimEnd()} … I was interrupted here. Please ask again for the rest.`;
  return { do: 'reply', outcome: direct(turn, route, { text, isQuestion: said.trimEnd().endsWith('?') }) };
}
