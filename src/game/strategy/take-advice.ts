import { StrategyAdvice, type AdviceOutcome, type AdviceRecord } from '../../contracts/game-strategy.js';
import type { JsonObject } from '../../contracts/json.js';
import { keepLast } from '../keep-last.js';
import type { MindContext } from '../mind-context.js';
import { describe, firstBroken } from '../world/conditions.js';
import { touched } from '../world/fact-versions.js';
import { changeStrategy } from './change-strategy.js';
import { STRATEGIES } from './strategies.js';

/** What was made of an answer of the strategist. */
export interface Verdict {
  accepted: boolean;
  outcome: AdviceOutcome;
  reason: string;
}

const MOST_KEPT = 12;

const refuse = (outcome: 'stale' | 'refused', reason: string): Verdict => ({
  accepted: false,
  outcome,
  reason,
});

/**
 * Takes what the strategist says, if it answers the question that is open and still fits: what it read has not changed, or has and
 * all it was to hold for still does. It can only choose among strategies and weigh goals.
 */
export function takeAdvice(context: MindContext, given: StrategyAdvice | JsonObject): Verdict {
  const read = StrategyAdvice.safeParse(given);
  const verdict = read.success
    ? judge(context, read.data)
    : refuse('refused', `malformed: ${read.error.issues[0]?.message ?? ''}`);
  remember(context, read.success ? read.data : undefined, verdict);
  return verdict;
}

function judge(context: MindContext, advice: StrategyAdvice): Verdict {
  const { state } = context;
  const { world, question } = state;
  if (advice.generation !== state.generation) return refuse('stale', 'something was asked since');
  if (question === null || question.generation !== advice.generation)
    return refuse('stale', 'nothing is asked any more');
  if (advice.based_on !== question.based_on)
    return refuse('stale', 'it rests on another world than was asked about');
  if (Math.min(advice.expires_at, question.expires_at) <= world.t_game)
    return refuse('stale', 'it came too late');
  const conditions = [...question.valid_while, ...advice.valid_while];
  const broken = firstBroken(world, conditions);
  if (broken !== undefined) return refuse('stale', `it is not so that ${describe(broken)}`);
  const strategy = STRATEGIES.find(({ name }) => name === advice.strategy);
  if (strategy === undefined && advice.weights === undefined) return refuse('refused', 'it chooses nothing');
  const changed = touched(world, { ...question.read_set, ...advice.read_set });
  changeStrategy(state, {
    name: strategy?.name ?? state.strategy.name,
    source: advice.source,
    words: advice.words ?? strategy?.summary ?? '',
    since: world.t_game,
    weights: { ...(strategy ?? state.strategy).weights, ...advice.weights },
    until: world.t_game + context.limits.adviceMs,
    valid_while: conditions.slice(0, 32),
  });
  state.question = null;
  if (changed.length === 0)
    return { accepted: true, outcome: 'accepted', reason: 'nothing it read has changed' };
  const what = changed.slice(0, 3).join(', ');
  return { accepted: true, outcome: 'revalidated', reason: `looked at again: ${what} changed` };
}

/** For people, and for whoever wonders why an answer was not taken. */
function remember({ state }: MindContext, advice: StrategyAdvice | undefined, verdict: Verdict): void {
  const { outcome, reason } = verdict;
  const record: AdviceRecord = {
    generation: advice?.generation ?? state.generation,
    outcome,
    reason,
    ...(advice?.strategy !== undefined && { strategy: advice.strategy }),
    ...(advice !== undefined && { source: advice.source }),
    ...(advice?.run_id !== undefined && { run_id: advice.run_id }),
    t_game: state.world.t_game,
  };
  keepLast(state.advised, record, MOST_KEPT);
}
