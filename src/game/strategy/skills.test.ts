import { expect, test, vi } from 'vitest';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../../contracts/game-event.js';
import type { MatchMemories, StrategyRecord } from '../../contracts/match-memory.js';
import type { JsonObject } from '../../contracts/json.js';
import { rosterOf } from '../../testing/game-log.js';
import { createShardLoss } from '../matches/shard-loss.js';
import { createMind, type Mind } from '../mind.js';
import { createRecalling } from './recall-matches.js';

const BOSS = {
  boss: 'b',
  name: 'Nobody Knows',
  hp: 900,
  max_hp: 900,
  position: { x: 20, y: 22 },
  phase: 1,
  range: 3,
};

function begin(): { mind: Mind; say: (t: number, type: KnownGameEventType, payload: object) => void } {
  const mind = createMind({ matchId: 'm', player: 'hero', seed: 1 });
  let seq = 0;
  const say = (t: number, type: KnownGameEventType, payload: object): void => {
    const about = { source: 's', seq: (seq += 1), match_id: 'm', player: 'hero', t_game: t };
    mind.observe({ ...about, type, payload: GAME_PAYLOADS[type].parse(payload) } as GameEvent);
  };
  say(0, 'match.started', { width: 60, height: 40, obstacles: [], roster: rosterOf(3) });
  say(10, 'boss.spawned', BOSS);
  return { mind, say };
}
const came = (strategy: string, won: number, lost: number): StrategyRecord => ({
  boss: BOSS.name,
  strategy,
  won,
  lost,
  fastestMs: null,
});
const strategyOf = (mind: Mind): object => {
  const { name, source } = mind.view().strategy;
  return { name, source };
};

test('what worked is followed at once, and ends where the table speaks against it by far', () => {
  const { mind, say } = begin();
  expect(mind.recall()).toBe(BOSS.name);
  mind.remember({ boss: BOSS.name, records: [came('outlast', 1, 4), came('scatter', 3, 1)] });
  expect(mind.recall()).toBeUndefined();
  mind.tick(250);
  expect(strategyOf(mind)).toEqual({ name: 'scatter', source: 'skill' });
  expect(mind.question()).toBeUndefined();
  say(300, 'boss.exposed', { boss: 'b', factor: 3, until: 5_000 });
  mind.tick(500);
  expect(strategyOf(mind)).toEqual({ name: 'burst', source: 'rules' });
});

test.each<[string, StrategyRecord[]]>([
  ['nothing', []],
  ['what mostly lost', [came('scatter', 1, 2)]],
  ['a strategy that does not exist any more', [came('charge', 5, 0)]],
])('of %s nothing is tried, and the strategist is asked', (_what, records) => {
  const { mind } = begin();
  mind.remember({ boss: BOSS.name, records });
  mind.tick(250);
  expect(strategyOf(mind)).toMatchObject({ source: 'rules' });
  expect(mind.question()?.because).toBe('a boss has come');
});

test('a boss that is gone is not remembered, nor twice, nor what is no memory', () => {
  const { mind, say } = begin();
  mind.remember({ boss: 5 } as unknown as JsonObject);
  expect(mind.recall()).toBe(BOSS.name);
  say(20, 'boss.defeated', { boss: 'b' });
  expect(mind.recall()).toBeUndefined();
  mind.remember({ boss: BOSS.name, records: [came('scatter', 3, 0)] });
  expect(strategyOf(mind)).toMatchObject({ source: 'rules' });
});

test('the lesson of a match is what was followed the longest; there is none before its end, nor where it was abandoned', () => {
  const { mind, say } = begin();
  mind.remember({ boss: BOSS.name, records: [came('scatter', 3, 1)] });
  mind.tick(250);
  expect(mind.lesson()).toBeUndefined();
  say(20_000, 'match.ended', { outcome: 'won' });
  expect(mind.lesson()).toEqual({
    matchId: 'm',
    player: 'hero',
    boss: BOSS.name,
    outcome: 'won',
    strategy: 'scatter',
    durationMs: 20_000,
  });
  const other = begin();
  other.say(20_000, 'match.ended', { outcome: 'abandoned' });
  expect(other.mind.lesson()).toBeUndefined();
});

test('memories that are away harm no match: it is told that there is none, and goes on', async () => {
  const { mind } = begin();
  const away = vi.fn();
  const broken: MatchMemories = {
    matchesAgainst: () => Promise.reject(new Error('away')),
    rememberMatch: () => Promise.reject(new Error('away')),
  };
  const given: JsonObject[] = [];
  const recalling = createRecalling({
    memories: broken,
    notes: { away },
    remember: (_match, _player, memory) => void given.push(memory),
  });
  const lane = { matchId: 'm', broken: false, state: { minds: new Map([['hero', mind]]) } };
  // Nothing else of a match is looked at.
  const match = { lane, loss: createShardLoss() } as unknown as Parameters<typeof recalling.look>[0];
  recalling.look(match);
  recalling.look(match);
  await vi.waitFor(() => expect(given).toEqual([{ boss: BOSS.name, records: [] }]));
  expect(away).toHaveBeenCalledTimes(1);
});
