import { Reply } from '../../../contracts/chat.js';
import type { StepDraft } from '../../../contracts/plan.js';
import type { Route } from '../../../contracts/run-event.js';
import type { Decision, Outcome, Planner, Progress, Turn } from '../../planner.js';
import { checkPlan } from '../../resolve-references.js';
import { createRulesPlanner } from '../rules-planner.js';
import { progressWith, type Ended } from './fake-turn.js';

const planner: Planner = createRulesPlanner();

export interface Decided {
  route: Route;
  decision: Decision;
  steps: StepDraft[];
  /** `catalog.list`, `cart.create`, ... */
  tools: string[];
}

/** Routes and plans a turn; throws where the plan could not run or the reply is not fit to be read. */
export async function decide(turn: Turn): Promise<Decided> {
  const route = await planner.route(turn);
  const decision = await planner.plan(turn, route);
  if (!turn.specialists.includes(route.specialist)) throw new Error(`${route.specialist} does not work here`);
  if (decision.do === 'reply') assertReadable(decision.outcome);
  const steps = decision.do === 'run' ? decision.steps : [];
  assertRunnable(turn, steps, new Set());
  return { route, decision, steps, tools: steps.map(({ tool }) => tool) };
}

export interface Taken extends Outcome {
  route: Route;
  plan: StepDraft[];
  /** The steps a replan added. */
  added: StepDraft[];
  text: string;
}

/** A whole turn with faked results, replans included, as the graph runs it. */
export async function takeTurn(turn: Turn, ended: Readonly<Record<string, Ended>> = {}): Promise<Taken> {
  const { route, decision, steps } = await decide(turn);
  if (decision.do === 'reply') return taken(route, [[], []], decision.outcome);
  const first = progressWith(steps, ended);
  const again = first.failed.length === 0 ? undefined : await planner.replan(turn, route, first);
  if (again?.do === 'reply') return taken(route, [steps, []], again.outcome);
  const added = again?.steps ?? [];
  assertRunnable(turn, added, new Set(first.results.keys()));
  const progress = joined(first, progressWith(added, ended));
  return taken(route, [steps, added], await respond(turn, route, progress));
}

async function respond(turn: Turn, route: Route, progress: Progress): Promise<Outcome> {
  const pieces: string[] = [];
  const outcome = await planner.respond(turn, route, progress, (piece) => void pieces.push(piece));
  if (pieces.join('') !== outcome.reply.text) throw new Error('the pieces joined are not the text');
  return outcome;
}

function taken(route: Route, [plan, added]: [StepDraft[], StepDraft[]], outcome: Outcome): Taken {
  assertReadable(outcome);
  return { ...outcome, route, plan, added, text: outcome.reply.text };
}

function joined(first: Progress, more: Progress): Progress {
  return {
    plan: { ...first.plan, revision: 1, steps: [...first.plan.steps, ...more.plan.steps] },
    results: new Map([...first.results, ...more.results]),
    failed: more.plan.steps.length === 0 ? first.failed : more.failed,
  };
}

function assertRunnable(turn: Turn, steps: readonly StepDraft[], doneIds: ReadonlySet<number>): void {
  const problems = checkPlan(steps, { toolNames: new Set(turn.tools.keys()), doneIds });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
}

function assertReadable({ reply, dialog }: Outcome): void {
  Reply.parse(reply);
  const { text } = reply;
  if (JSON.stringify(JSON.parse(JSON.stringify(dialog))) !== JSON.stringify(dialog))
    throw new Error('dialog is no JSON');
  if (/undefined|\bnull\b|NaN|\[object|[{}]|  |\.\./.test(text))
    throw new Error(`not fit to be read: ${text}`);
  if (!/[.!?:"”)]$/.test(text)) throw new Error(`has no end: ${text}`);
}
