import type { JsonObject } from '../../contracts/json.js';
import { createMind, type Mind } from '../mind.js';
import type { MakeMind, PlayedMind } from './played-mind.js';

/** The mind that plays where nobody asks for another one. */
export const makePlanningMind: MakeMind = (options) => toPlayed(createMind(options));

/** The same where lines are written for NPCs, and what has worked before is recalled. */
export const makeHelpedMind: MakeMind = (options) =>
  toPlayed(createMind({ ...options, hasWriter: true, hasMemories: true }));

/** A mind as matches play it: what it says of itself is JSON. */
export function toPlayed(mind: Mind): PlayedMind {
  return {
    observe: mind.observe,
    tick: mind.tick,
    advise: mind.advise,
    question: mind.question,
    lines: mind.lines,
    say: mind.say,
    recall: mind.recall,
    remember: mind.remember,
    lesson: mind.lesson,
    view: () => asJson(mind.view()),
    plan(planId) {
      const plan = mind.plan(planId);
      if (plan === undefined) return undefined;
      return { goal: plan.goal, cause: plan.cause, t_game: plan.made_at, steps: plan.steps.map(asJson) };
    },
    snapshot: () => asJson(mind.snapshot()),
  };
}

/** Plain data, of which JSON leaves out what is undefined. A copy would cost more than all else that is done with it. */
function asJson(value: object): JsonObject {
  return value as JsonObject;
}
