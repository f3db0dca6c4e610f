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
export const LEAST_SCORE = 0.02;

/** A goal as it was weighed: few of many are chosen, and only these are told in words. */
export interface Weighed {
  goal: Goal;
  target: string;
  score: number;
  /** Of the considerations, in their order. */
  values: readonly number[];
  /** By the strategy. */
  weight: number;
}

/** What a goal is worth: its base, times each consideration to the power of its weight. */
export function weighGoal(goal: Goal, prospect: Prospect): Weighed {
  let score = goal.base;
  const values = goal.considerations.map(({ input, curve, weight }) => {
    const value = curve(input(prospect));
    score *= weight === 1 ? value : value ** weight;
    return value;
  });
  const weight = prospect.context.state.strategy.weights[goal.name] ?? 1;
  return { goal, target: prospect.target, score: round(score * weight), values, weight };
}

/** What decided it, by name. */
export function explainScore({ goal, target, score, values, weight }: Weighed): GoalScore {
  const parts = Object.fromEntries(
    goal.considerations.map(({ name }, index) => [name, round(values[index] ?? 0)]),
  );
  if (weight !== 1) parts['strategy'] = weight;
  return { goal: goal.name, target, score, parts };
}

/** Scores are kept and shown: four digits say enough. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : 0;
}
