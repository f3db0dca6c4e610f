import type { StrategyAdvice, StrategyQuestion } from '../../../src/contracts/game-strategy.js';
import { createMind } from '../../../src/game/mind.js';
import { readXengine } from '../../../src/planner/strategy/read-xengine.js';
import { findBoss } from '../../../src/sandbox/data/bosses.js';
import type { CreatePolicy } from './policy.js';

const TICK_MS = 200;
/** How long the strategist thinks, on the clock of the fight. */
const THINKS_MS = 1_500;

/**
 * The Player ASI with a strategist that answers late: with what the sandbox's XEngine says of the boss, read as the service reads
 * it; with nothing about a boss XEngine does not know.
 */
export const createAsiWithStrategist: CreatePolicy = (options) => {
  const mind = createMind(options);
  let asked: { question: StrategyQuestion; at: number } | undefined;
  return {
    act(events, t) {
      const reflexes = events.flatMap((event) => mind.observe(event));
      const actions = t % TICK_MS === 0 ? [...reflexes, ...mind.tick(t)] : reflexes;
      const question = mind.question();
      if (question?.generation !== asked?.question.generation)
        asked = question === undefined ? undefined : { question: structuredClone(question), at: t };
      if (asked !== undefined && t >= asked.at + THINKS_MS) {
        const advice = answer(asked.question);
        if (advice !== undefined) mind.advise(advice);
        asked.at = Infinity;
      }
      return actions;
    },
  };
};

function answer(question: StrategyQuestion): StrategyAdvice | undefined {
  const boss = findBoss(question.boss?.name ?? '');
  const reading = boss && readXengine({ ...boss, boss: boss.name, player: question.player }, question);
  if (reading === undefined) return undefined;
  const { generation, based_on, read_set, valid_while, expires_at } = question;
  return { generation, based_on, read_set, valid_while, expires_at, ...reading, source: 'xengine' };
}
