import type { PlanStep } from '../../../contracts/plan.js';
import type { Progress, Turn } from '../../planner.js';
import { failureLine, openSteps, untriedLine } from '../../record.js';
import { SERVICE_NAMES, WHERE_TO_LOOK } from '../data/failures.js';
import { storyOf } from '../story.js';
import { TEMPLATES } from '../templates/registry.js';
import type { Part } from '../templates/template.js';
import { Slots } from '../wish.js';

/** Which template tells the result of a tool, and which later steps tell it better. */
const TELLERS: Readonly<Record<string, { template: string; unless?: readonly string[] }>> = {
  'catalog.list': { template: 'browse', unless: ['cart.add', 'checkout'] },
  checkout: { template: 'buy' },
  'orders.get': { template: 'track', unless: ['orders.refund', 'email.send'] },
  'orders.list': { template: 'orders-list', unless: ['orders.refund', 'orders.get'] },
  'orders.refund': { template: 'refund' },
  'rag.ask': { template: 'ask' },
  'rag.search': { template: 'search', unless: ['summarize'] },
  summarize: { template: 'search' },
  'email.send': { template: 'message' },
  'email.list': { template: 'inbox' },
  'sports.scores': { template: 'scores' },
  'sports.fixtures': { template: 'fixtures' },
  'social.trending': { template: 'trending' },
  'social.search': { template: 'social-search' },
  'social.post': { template: 'post' },
  'xengine.trends': { template: 'trends' },
  'game.match': { template: 'match' },
  'game.analyze': { template: 'match', unless: ['game.plan'] },
  'game.plan': { template: 'strategy' },
  'npc.respond': { template: 'npc' },
};

/** Steps whose results are told together. */
const TOLD_WITH: Readonly<Record<string, readonly string[]>> = {
  checkout: ['catalog.list', 'cart.add'],
  'game.plan': ['game.analyze', 'game.execute'],
};

/** Steps that nobody needs to hear of once they are done. */
const UNSAID: ReadonlySet<string> = new Set(['email.compose', 'cart.create', 'game.execute']);

/** Everything there is to say about a plan that the rules did not make, from its record: results, failures, what was left. */
export function tellForeignPlan(turn: Turn, progress: Progress): Part {
  const { steps } = progress.plan;
  const done = steps.filter(({ state }) => state === 'done');
  const told = done.map((step) => ({ step, part: tellStep(step, { turn, progress, done }) }));
  const parts = told.flatMap(({ part }) => part ?? []);
  const unsaid = told.filter(({ step, part }) => part === undefined && isWorthSaying(step, turn, done));
  const text = [
    ...parts.map((part) => part.text),
    doneLine(unsaid.map(({ step }) => step)),
    ...tellOpen(
      turn,
      openSteps(steps, (tool) => turn.tools.get(tool)),
    ),
  ]
    .filter((line) => line !== '')
    .join('\n\n');
  const main = mainPart(told, turn) ?? { text: '', data: null };
  const citations = parts.flatMap((part) => part.citations ?? []);
  const focus = parts.reduce((sum, part) => ({ ...sum, ...part.focus }), {});
  const { pending: _pending, choices: _choices, ...rest } = main;
  return {
    ...rest,
    text: text === '' ? 'I could not do anything about that yet. Could you say it in other words?' : text,
    focus,
    ...(citations.length === 0 ? {} : { citations }),
    ...awayOf(turn, steps),
  };
}

const AWAY: ReadonlySet<string> = new Set([
  'unavailable',
  'timeout',
  'bad_answer',
  'unknown_outcome',
  'internal',
]);

/** The service that kept the answer from being whole, where one did. */
function awayOf(turn: Turn, steps: readonly PlanStep[]): Pick<Part, 'degraded'> {
  const open = openSteps(steps, (tool) => turn.tools.get(tool));
  const error = open.find((step) => AWAY.has(step.error?.code ?? ''))?.error;
  return error === undefined ? {} : { degraded: `${error.service ?? 'service'}: ${error.code}` };
}

/** The done steps that have something to tell, each of which no other tells better. */
export function toldSteps(turn: Turn, progress: Progress): PlanStep[] {
  const done = progress.plan.steps.filter(({ state }) => state === 'done');
  return done.filter(
    (step) => tellStep(step, { turn, progress, done }) !== undefined || isWorthSaying(step, turn, done),
  );
}

/** One done step in a sentence or more: its result where there are words for it, else what it was to do. */
export function tellDone(step: PlanStep, turn: Turn, progress: Progress): string {
  const done = progress.plan.steps.filter(({ state }) => state === 'done');
  return tellStep(step, { turn, progress, done })?.text ?? doneLine([step]);
}

/** What failed and what was therefore never tried, a sentence each. */
export function tellOpen(turn: Turn, open: readonly PlanStep[]): string[] {
  const failed = open.filter(({ state }) => state === 'failed');
  const untried = open.filter(({ state }) => state !== 'failed');
  return [...failed.map((step) => tellFailure(turn, step)), untriedLine(untried)].filter(
    (line) => line !== '',
  );
}

export function tellFailure(turn: Turn, step: PlanStep): string {
  const service = step.error?.service ?? turn.tools.get(step.tool)?.service ?? '';
  const serviceName = SERVICE_NAMES[service] ?? 'the service';
  const whereToLook = WHERE_TO_LOOK[service] ?? 'whether it was done';
  return failureLine(step, { serviceName, whereToLook });
}

interface Told {
  turn: Turn;
  progress: Progress;
  done: readonly PlanStep[];
}

function tellStep(step: PlanStep, { turn, progress, done }: Told): Part | undefined {
  const teller = TELLERS[step.tool];
  const template = TEMPLATES.get(teller?.template ?? '');
  if (teller === undefined || template === undefined) return undefined;
  if (teller.unless?.some((tool) => done.some((later) => later.tool === tool && later.id > step.id)))
    return undefined;
  const related = done.filter(({ tool }) => TOLD_WITH[step.tool]?.includes(tool));
  const wish = { intent: '', slots: slotsOf(step), confidence: 1, reason: 'a done step' };
  const story = storyOf({ wish }, turn, progress, [...related, step]);
  return template.reply(story);
}

/** The arguments that are slots of a wish as well: a team, a query, an order number. */
function slotsOf({ args }: PlanStep): Slots {
  const known = Object.entries(args).filter(([, value]) => !JSON.stringify(value).includes('${'));
  const read = known.map(([name, value]) => Slots.safeParse({ [name]: value }));
  return read.reduce<Slots>((sum, one) => (one.success ? { ...sum, ...one.data } : sum), {});
}

function isWorthSaying(step: PlanStep, turn: Turn, done: readonly PlanStep[]): boolean {
  if (UNSAID.has(step.tool) || turn.tools.get(step.tool)?.effect !== 'write') return false;
  return step.tool !== 'cart.add' || !done.some(({ tool }) => tool === 'checkout');
}

function doneLine(steps: readonly PlanStep[]): string {
  return steps.length === 0 ? '' : `Done: ${steps.map(({ label }) => label).join('; ')}.`;
}

/** What the reply's data show: the last thing that was changed, else the first that was found. */
function mainPart(told: readonly { step: PlanStep; part: Part | undefined }[], turn: Turn): Part | undefined {
  const spoken = told.filter(({ part }) => part !== undefined);
  const change = spoken.findLast(({ step }) => turn.tools.get(step.tool)?.effect === 'write');
  return (change ?? spoken[0])?.part;
}
