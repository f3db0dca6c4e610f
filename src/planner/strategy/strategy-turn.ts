import type { StrategyAdvice, StrategyBrief, StrategySource } from '../../contracts/game-strategy.js';
import { JsonObject } from '../../contracts/json.js';
import type { Route } from '../../contracts/run-event.js';
import { BossStrategy } from '../../services/xengine/xengine.schema.js';
import type { Decision, Outcome, Progress, Turn } from '../planner.js';
import { literal } from '../resolve-references.js';
import { readXengine, type Reading } from './read-xengine.js';

const STRATEGIST = 'strategist';
const PLAN = 'game.plan';

/** A question of the Player ASI is the strategist's. */
export function routeStrategy({ question }: StrategyBrief): Route {
  const { because } = question;
  return { specialist: STRATEGIST, intent: 'strategy', confidence: 1, by: 'rules', reason: because };
}

/** XEngine is heard first, where there is a boss to ask about. */
export function planStrategy(turn: Turn, { question }: StrategyBrief): Decision | undefined {
  const { boss, player } = question;
  if (boss === null || boss.name === '' || !turn.tools.has(PLAN)) return undefined;
  const args = { player: literal(player), boss: literal(boss.name.slice(0, 100)) };
  const label = `Ask XEngine about ${boss.name.slice(0, 100)}`;
  return { do: 'run', goal: 'Choose a strategy', steps: [{ id: 1, tool: PLAN, label, args, after: [] }] };
}

/** What XEngine said, where it was asked and answered. */
export function heardFromXengine({ results, plan }: Progress): BossStrategy | undefined {
  const step = plan.steps.find(({ tool }) => tool === PLAN);
  const read = BossStrategy.safeParse(step === undefined ? undefined : results.get(step.id));
  return read.success ? read.data : undefined;
}

/** What is chosen where no model is asked or it fails: what XEngine says, else what the table of the rules does. */
export function chooseByRules(
  { question }: StrategyBrief,
  progress: Progress | undefined,
): Reading & { source: StrategySource } {
  const heard = progress && heardFromXengine(progress);
  const reading = heard && readXengine(heard, question);
  if (reading !== undefined) return { ...reading, source: 'xengine' };
  const [best] = question.strategies;
  return {
    strategy: best?.name ?? 'balanced',
    weights: {},
    words: best?.summary ?? 'Go on as you are.',
    source: 'rules',
  };
}

/** The reply of a strategy run: advice that rests on what the question rested on. */
export function toOutcome(
  turn: Turn,
  { question }: StrategyBrief,
  { source, strategy, weights, words }: Reading & { source: StrategySource },
): Outcome {
  const { generation, based_on, read_set, valid_while, expires_at } = question;
  const advice: StrategyAdvice = {
    generation,
    based_on,
    read_set,
    valid_while,
    expires_at,
    strategy,
    weights,
    words,
    source,
  };
  const data = JsonObject.parse({ match_id: question.match_id, advice });
  const planner = source === 'llm' ? 'llm' : 'rules';
  return { reply: { kind: 'plan', text: words, data, planner }, dialog: turn.dialog };
}
