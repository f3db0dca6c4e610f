import type { GoalName, GoalWeights, StrategyName, StrategyQuestion } from '../../contracts/game-strategy.js';
import type { BossStrategy } from '../../services/xengine/xengine.schema.js';

/** What XEngine's words come to among what may be chosen. */
export interface Reading {
  strategy: StrategyName;
  weights: GoalWeights;
  words: string;
}

/** Words that speak for a strategy, and the goal that they make worth more. */
const CUES: readonly { said: RegExp; strategy: StrategyName; goal: GoalName }[] = [
  {
    said: /\b(punish|burst|stunn?(ed)?|open(s|ing)?|expos\w*|weak spot|core|belly)\b/gi,
    strategy: 'burst',
    goal: 'fight_boss',
  },
  {
    said: /\b(adds|minions?|raptors?|helpers|swarm|spawn\w*|pack)\b/gi,
    strategy: 'clear_adds',
    goal: 'clear_minions',
  },
  {
    said: /\b(protect\w*|shield (the|your)|escort|bodyguard)\b/gi,
    strategy: 'protect_player',
    goal: 'guard_ally',
  },
  {
    said: /\b(braziers?|objectives?|anchors?|pillars?|bells?|generators?|hold (the|on))\b/gi,
    strategy: 'hold_objectives',
    goal: 'hold_objective',
  },
  {
    said: /\b(spread|scatter|keep apart|dodge|outer ring|never stand)\b/gi,
    strategy: 'scatter',
    goal: 'survive',
  },
  { said: /\b(heal\w*|outlast|endure|wait out|gather|recover)\b/gi, strategy: 'outlast', goal: 'heal_ally' },
  {
    said: /\b(finish|enraged?|double damage|within a minute|race|spend everything)\b/gi,
    strategy: 'race',
    goal: 'fight_boss',
  },
];

/** What is said of the phase the fight is in weighs more than what is said of the boss as a whole. */
const WEIGHTS = { phase: 3, name: 2, summary: 1 } as const;
/** How far the cues may lift a strategy over one that fits the moment better. */
const SAY = 0.25;
/** What fits the moment less than this is not chosen, whatever is said. */
const FITS = 0.05;
const MORE = 1.2;

/**
 * What XEngine advises, as a named strategy and weights on goals: its words add to how well a strategy fits the moment. Undefined
 * where they say nothing about any.
 */
export function readXengine(advice: BossStrategy, question: StrategyQuestion): Reading | undefined {
  const phase = advice.phases.find((one) => one.phase === question.boss?.phase)?.advice ?? '';
  const texts = { phase, name: advice.strategy.replaceAll('_', ' '), summary: advice.summary };
  const cues = CUES.map((cue) => ({ ...cue, said: weightOf(texts, cue.said) })).filter(
    ({ said }) => said > 0,
  );
  if (cues.length === 0) return undefined;
  const most = Math.max(...cues.map(({ said }) => said));
  const saidOf = (name: StrategyName): number => cues.find(({ strategy }) => strategy === name)?.said ?? 0;
  const [best] = question.strategies
    .filter(({ score }) => score >= FITS)
    .map(({ name, score }) => ({ name, worth: score + (SAY * saidOf(name)) / most }))
    .toSorted((a, b) => b.worth - a.worth);
  if (best === undefined) return undefined;
  const others = cues.filter(({ strategy, goal }) => strategy !== best.name && question.goals.includes(goal));
  return {
    strategy: best.name,
    weights: Object.fromEntries(others.map(({ goal }) => [goal, MORE])),
    words: [phase, advice.summary]
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 400),
  };
}

function weightOf(texts: Record<keyof typeof WEIGHTS, string>, said: RegExp): number {
  const count = (text: string): number => text.match(said)?.length ?? 0;
  return (
    WEIGHTS.phase * count(texts.phase) +
    WEIGHTS.name * count(texts.name) +
    WEIGHTS.summary * count(texts.summary)
  );
}
