import { StrategyAdvice } from '../../contracts/game-strategy.js';
import type { JsonObject } from '../../contracts/json.js';
import type { MindContext } from '../mind-context.js';
import { describe, firstBroken } from '../world/conditions.js';
import { touched } from '../world/fact-versions.js';
import { STRATEGIES } from './strategies.js';

export interface Verdict {
  accepted: boolean;
  reason: string;
}

const refuse = (reason: string): Verdict => ({ accepted: false, reason });

/**
 * Takes what the strategist says, if it answers the question that is open and still fits: what it read has not changed, or has and
 * all it was to hold for still does. It can only choose among strategies and weigh goals.
 */
export function takeAdvice(context: MindContext, given: StrategyAdvice | JsonObject): Verdict {
  const { state, limits } = context;
  const read = StrategyAdvice.safeParse(given);
  if (!read.success) return refuse(`malformed: ${read.error.issues[0]?.path.join('.') ?? ''}`);
  const advice = read.data;
  const { world, question } = state;
  if (advice.generation !== state.generation) return refuse('stale: something was asked since');
  if (question === null || question.generation !== advice.generation)
    return refuse('stale: nothing is asked any more');
  if (advice.based_on !== question.based_on)
    return refuse('stale: it rests on another world than was asked about');
  if (Math.min(advice.expires_at, question.expires_at) <= world.t_game)
    return refuse('stale: it came too late');
  const conditions = [...question.valid_while, ...advice.valid_while];
  const broken = firstBroken(world, conditions);
  if (broken !== undefined) return refuse(`stale: it is not so that ${describe(broken)}`);
  const strategy = STRATEGIES.find(({ name }) => name === advice.strategy);
  if (strategy === undefined && advice.weights === undefined) return refuse('it chooses nothing');
  const changed = touched(world, { ...question.read_set, ...advice.read_set });
  state.strategy = {
    name: strategy?.name ?? state.strategy.name,
    source: advice.source,
    words: advice.words ?? strategy?.summary ?? '',
    since: world.t_game,
    weights: { ...(strategy ?? state.strategy).weights, ...advice.weights },
    until: world.t_game + limits.adviceMs,
    valid_while: conditions.slice(0, 32),
  };
  state.question = null;
  return {
    accepted: true,
    reason:
      changed.length === 0
        ? 'nothing it read has changed'
        : `looked at again: ${changed.slice(0, 3).join(', ')} changed`,
  };
}
