import type { Mode } from '../../contracts/mode.js';
import type { StepDraft } from '../../contracts/plan.js';
import type { Turn } from '../planner.js';
import type { Intent } from './data/intents.js';
import { TEMPLATES } from './templates/registry.js';
import { ask, type Part, type Template } from './templates/template.js';
import { intentOf } from './understand/find-wishes.js';
import type { Wish } from './wish.js';

/** A wish with what will be done about it. The same turn is always planned alike, so a reply finds its steps again. */
export interface PlannedWish {
  wish: Wish;
  intent: Intent;
  specialist: string;
  template: Template;
  steps: StepDraft[];
  /** Set where there is nothing to run: a question, or that it cannot be done here. */
  answer: Part | undefined;
  handoff: Mode | undefined;
}

/** With room left for a replan within what a graph runs in one turn. */
const MAX_STEPS = 12;

/** Plans every wish; their steps are independent of each other and numbered through. */
export function planWishes(turn: Turn, wishes: readonly Wish[]): PlannedWish[] {
  let first = 1;
  return wishes.flatMap((wish) => {
    const planned = planWish(turn, wish, first);
    if (planned === undefined) return [];
    if (first + planned.steps.length - 1 > MAX_STEPS) {
      return [{ ...planned, steps: [], answer: later(planned.intent), handoff: undefined }];
    }
    first += planned.steps.length;
    return [planned];
  });
}

function planWish(turn: Turn, wish: Wish, first: number): PlannedWish | undefined {
  const intent = intentOf(wish.intent);
  const serving = intent?.serve[turn.mode];
  const template = serving === undefined ? undefined : TEMPLATES.get(serving.template);
  if (intent === undefined || serving === undefined || template === undefined) return undefined;
  const planned = { wish, intent, specialist: serving.specialist, template, handoff: serving.handoff };
  const missing = template.missing?.(wish.slots);
  if (missing !== undefined) return { ...planned, steps: [], answer: ask(wish, missing) };
  const steps = template.steps?.(wish, turn, first) ?? [];
  if (steps.every(({ tool }) => turn.tools.has(tool))) return { ...planned, steps, answer: undefined };
  const handoff = serving.handoff ?? servedIn(intent, turn.mode);
  return {
    ...planned,
    steps: [],
    answer: handoff === undefined ? notHere(intent) : { text: '', data: null },
    handoff,
  };
}

function later({ goal }: Intent): Part {
  return { text: `That was a lot at once, so I did not ${goal} yet: please ask again for that.`, data: null };
}

function notHere(intent: Intent): Part {
  return { text: `I cannot ${intent.goal} here, because the tools for it are not available.`, data: null };
}

/** Another mode that does it itself. */
function servedIn(intent: Intent, here: Mode): Mode | undefined {
  const modes: Mode[] = ['support', 'helm', 'player'];
  return modes.find((mode) => {
    const serving = intent.serve[mode];
    return mode !== here && serving !== undefined && serving.handoff === undefined;
  });
}
