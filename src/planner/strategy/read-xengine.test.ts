import { expect, test } from 'vitest';
import { GoalName, StrategyName, type StrategyQuestion } from '../../contracts/game-strategy.js';
import { BOSSES } from '../../sandbox/data/bosses.js';
import type { BossStrategy } from '../../services/xengine/xengine.schema.js';
import { readXengine } from './read-xengine.js';

const ask = (scores: Partial<Record<StrategyName, number>>, phase = 1): StrategyQuestion => ({
  match_id: 'm',
  player: 'ada',
  generation: 1,
  based_on: 1,
  read_set: {},
  valid_while: [],
  asked_at: 0,
  expires_at: 3_000,
  because: 'a boss has come',
  boss: { name: 'DinoBoss', phase, hp_share: 1 },
  situation: [],
  strategies: StrategyName.options.map((name) => ({ name, summary: '', score: scores[name] ?? 0 })),
  goals: [...GoalName.options],
});
const say = (summary: string, advice = ''): BossStrategy => ({
  boss: 'DinoBoss',
  player: 'ada',
  strategy: 'as_you_like',
  summary,
  steps: [],
  phases: [{ phase: 1, at_hp_percent: 100, advice }],
});

test('of two strategies that fit alike, the one its words speak for is chosen', () => {
  const moment = { burst: 0.5, scatter: 0.5, balanced: 0.4 };
  expect(readXengine(say('Punish the belly while it is stunned.'), ask(moment))?.strategy).toBe('burst');
  expect(readXengine(say('Spread out and keep apart.'), ask(moment))?.strategy).toBe('scatter');
});

test('what it says of the present phase weighs more than what it says of the boss', () => {
  const moment = { clear_adds: 0.5, burst: 0.5 };
  const read = readXengine(say('Punish the belly.', 'Kill the raptors first.'), ask(moment));
  expect(read).toMatchObject({ strategy: 'clear_adds', weights: { fight_boss: expect.any(Number) } });
  expect(read?.words).toBe('Kill the raptors first. Punish the belly.');
});

test('what does not fit the moment is not chosen, whatever is said', () => {
  const read = readXengine(say('Hold the braziers, hold the pillars.'), ask({ balanced: 0.4 }));
  expect(read?.strategy).toBe('balanced');
});

test('words that speak for nothing choose nothing', () => {
  expect(readXengine(say('Good luck.'), ask({ balanced: 0.4 }))).toBeUndefined();
});

test.each(BOSSES.map((boss) => [boss.name, boss] as const))(
  'what the sandbox says of %s is a choice among what exists, in every phase',
  (_name, boss) => {
    for (const { phase } of boss.phases) {
      const read = readXengine({ ...boss, boss: boss.name, player: 'ada' }, ask({ balanced: 0.4 }, phase));
      if (read === undefined) continue;
      expect(StrategyName.options).toContain(read.strategy);
      for (const [goal, weight] of Object.entries(read.weights)) {
        expect(GoalName.options).toContain(goal);
        expect(weight).toBeLessThanOrEqual(3);
      }
      expect(read.words.length).toBeLessThanOrEqual(500);
    }
  },
);
