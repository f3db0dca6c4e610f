import type { Position } from '../../contracts/game-event.js';
import type { Condition, GoalName } from '../../contracts/game-strategy.js';
import type { FighterFact, GoalScore, World } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import type { FactKey } from '../world/fact-versions.js';
import type { Curve } from './curves.js';

/** Somebody who thinks about going for something. */
export interface Prospect {
  context: MindContext;
  world: World;
  actor: FighterFact;
  target: string;
  /** Where the target is; undefined where it is nowhere. */
  at: Position | undefined;
}

/** One thing that speaks for or against: an input between 0 and 1, what a curve makes of it, and how much that counts. */
export interface Consideration {
  name: string;
  input: (prospect: Prospect) => number;
  curve: Curve;
  weight: number;
}

/** A row of the utility table. */
export interface Goal {
  name: GoalName;
  /** What it is worth where everything speaks for it. */
  base: number;
  /** Only one fighter at a time goes for the same target. */
  isExclusive: boolean;
  /** What it can be about, at most a few. */
  targets: (world: World, actor: FighterFact, context: MindContext) => string[];
  considerations: readonly Consideration[];
  /** While this is so the goal makes sense. */
  conditions: (target: string) => Condition[];
  /** The facts its worth depends on. */
  reads: (target: string, world: World) => FactKey[];
}

/** Nothing under this is worth getting up for. */
const LEAST_SCORE = 0.02;

/** A goal as it was weighed: few of many are chosen, and only these are told in words. */
export interface Weighed {
  goal: Goal;
  prospect: Prospect;
  score: number;
}

/**
 * What a goal is worth: its base, times each consideration to the power of its weight; undefined where that is not worth getting up
 * for. No consideration makes it more, so the first ones settle most.
 */
export function weighGoal(goal: Goal, prospect: Prospect): Weighed | undefined {
  const factor = byStrategy(goal, prospect);
  let score = goal.base;
  for (const { input, curve, weight } of goal.considerations) {
    const value = curve(input(prospect));
    score *= weight === 1 ? value : value ** weight;
    if (round(score * factor) < LEAST_SCORE) return undefined;
  }
  return { goal, prospect, score: round(score * factor) };
}

/** What decided it, by name; to be asked before the next event. */
export function explainScore({ goal, prospect, score }: Weighed): GoalScore {
  const parts: GoalScore['parts'] = {};
  for (const { name, input, curve } of goal.considerations) parts[name] = round(curve(input(prospect)));
  const weight = byStrategy(goal, prospect);
  if (weight !== 1) parts['strategy'] = weight;
  return { goal: goal.name, target: prospect.target, score, parts };
}

function byStrategy({ name }: Goal, { context }: Prospect): number {
  return context.state.strategy.weights[name] ?? 1;
}

/** Scores are kept and shown: four digits say enough. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : 0;
}
