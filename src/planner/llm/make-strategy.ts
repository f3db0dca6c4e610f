import { z } from 'zod';
import { GoalName, StrategyName, type StrategyBrief } from '../../contracts/game-strategy.js';
import { startDeadline } from '../../core/deadline.js';
import type { Outcome, Progress, Turn } from '../planner.js';
import { chooseByRules, heardFromXengine, toOutcome } from '../strategy/strategy-turn.js';
import { boundedJson, dataBlock } from './data-block.js';
import { degraded } from './outcomes.js';
import { oneLine } from './plan-output.js';
import type { RunDesk } from './run-desk.js';

/** All that a model may say about a fight. Strict: an answer that says more, such as an action, is not an answer. */
const StrategyOutput = z.strictObject({
  strategy: StrategyName,
  weights: z
    .array(z.strictObject({ goal: GoalName, weight: z.number().min(0).max(3) }))
    .max(GoalName.options.length),
  words: z.string(),
});
type StrategyOutput = z.infer<typeof StrategyOutput>;

/** What the rest of the run needs after the model, so that the answer is there in time: so much, or this part of what is left. */
const REST_MS = 400;
const REST = 0.15;

/** The model's choice of a strategy; XEngine's or the table's where the model fails or takes too long. */
export async function makeStrategy(
  desk: RunDesk,
  turn: Turn,
  { brief, progress }: { brief: StrategyBrief; progress: Progress | undefined },
): Promise<Outcome> {
  const chosen = await askInTime(desk, turn, { brief, progress });
  if (chosen === undefined) return degraded(desk, toOutcome(turn, brief, chooseByRules(brief, progress)));
  const weights = Object.fromEntries(chosen.weights.map(({ goal, weight }) => [goal, weight]));
  const words = oneLine(chosen.words, 400);
  return toOutcome(turn, brief, { strategy: chosen.strategy, weights, words, source: 'llm' });
}

async function askInTime(
  desk: RunDesk,
  turn: Turn,
  { brief, progress }: { brief: StrategyBrief; progress: Progress | undefined },
): Promise<StrategyOutput | undefined> {
  const spent = performance.now() - desk.openedAt;
  const whole = Date.parse(brief.answer_by) - turn.now.getTime() - spent;
  const left = whole - Math.max(REST_MS, REST * whole);
  if (left <= 0) {
    desk.model.fall('timeout');
    return undefined;
  }
  const prompt = desk.prompt(
    turn,
    {
      system: ['shared/conduct.md', 'player/strategist.md', 'player/strategy.md'],
      user: ['player/fight.md'],
    },
    { fight: tell(brief), xengine: dataBlock('XEngine', tellXengine(progress), MAX_XENGINE) },
  );
  const deadline = startDeadline(turn.signal, left);
  try {
    return await desk.model.ask((model) =>
      model.structured({
        purpose: 'strategy',
        name: 'strategy',
        prompt,
        schema: StrategyOutput,
        signal: deadline.signal,
      }),
    );
  } catch (error) {
    if (deadline.endedBy() !== 'timeout') throw error;
    desk.model.fall('timeout');
    return undefined;
  } finally {
    deadline.clear();
  }
}

const MAX_FIGHT = 4_000;
const MAX_XENGINE = 3_000;

function tell({ question }: StrategyBrief): string {
  const { because, boss, situation, strategies, goals } = question;
  return dataBlock(
    'fight',
    boundedJson({ because, boss, situation, strategies, goals }, MAX_FIGHT),
    MAX_FIGHT,
  );
}

function tellXengine(progress: Progress | undefined): string {
  const heard = progress && heardFromXengine(progress);
  return heard === undefined ? '(it was not heard)' : boundedJson(heard, MAX_XENGINE);
}
