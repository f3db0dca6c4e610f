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

/** What a goal is worth: its base, times each consideration to the power of its weight. */
export function scoreGoal(goal: Goal, prospect: Prospect): GoalScore {
  const parts: Record<string, number> = {};
  let score = goal.base;
  for (const { name, input, curve, weight } of goal.considerations) {
    const value = curve(input(prospect));
    parts[name] = round(value);
    score *= value ** weight;
  }
  const strategy = prospect.context.state.strategy.weights[goal.name] ?? 1;
  if (strategy !== 1) parts['strategy'] = strategy;
  return { goal: goal.name, target: prospect.target, score: round(score * strategy), parts };
}

/** Scores are kept and shown: four digits say enough. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : 0;
}
