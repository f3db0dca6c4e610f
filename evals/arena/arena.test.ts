import { describe, expect, test } from 'vitest';
import { GAME_PAYLOADS, GameEventEnvelope, type KnownGameEvent } from '../../src/contracts/game-event.js';
import { ARENA_BOSSES } from '../../src/sandbox/data/arena-bosses.js';
import { HIDDEN_BOSSES } from './hidden-bosses.js';
import { playMatch, type Played } from './play-match.js';
import { POLICIES, policyNamed } from './policies/policies.js';
import { showTick } from './watch-match.js';
import { wilson } from './wilson.js';

interface Log extends Played {
  events: KnownGameEvent[];
  text: string;
}

function logOf(config: (typeof ARENA_BOSSES)[number], policy: string, seed: number): Log {
  const events: KnownGameEvent[] = [];
  const lines: string[] = [];
  const played = playMatch({
    config,
    seed,
    create: policyNamed(policy),
    onTick(happened, actions) {
      events.push(...happened);
      lines.push(JSON.stringify({ happened, actions }));
    },
  });
  return { ...played, events, text: lines.join('\n') };
}

describe.each(ARENA_BOSSES.map((config) => [config.name, config] as const))('%s', (_, config) => {
  test('is the same fight twice for one seed, and another for the next', () => {
    const first = logOf(config, 'random', 3);
    expect(logOf(config, 'random', 3).text).toBe(first.text);
    expect(logOf(config, 'random', 4).text).not.toBe(first.text);
  });

  test.each([...POLICIES.keys()])(
    'tells only what the contract allows, numbered without gaps, under %s',
    (policy) => {
      const { events } = logOf(config, policy, 5);
      events.forEach((event, index) => {
        expect(GameEventEnvelope.safeParse(event).error).toBeUndefined();
        expect(GAME_PAYLOADS[event.type].safeParse(event.payload).error).toBeUndefined();
        expect(event.seq).toBe(index + 1);
      });
      expect(events[0]?.type).toBe('match.started');
      expect(events.at(-1)?.type).toBe('match.ended');
    },
  );

  test('can be won and can be lost', () => {
    const weak = { ...config, strength: { from: 0.1, to: 0.1 } };
    const strong = { ...config, strength: { from: 6, to: 6 } };
    expect(logOf(weak, 'asi', 1).outcome).toBe('won');
    expect(logOf(strong, 'asi', 1).outcome).toBe('lost');
  });
});

const SEEDS = 40;
/** By how many of a hundred fights the Player ASI has to be ahead of the best baseline. */
const FLOOR = 15;

describe.each(HIDDEN_BOSSES.map((config) => [config.name, config] as const))(
  '%s, which nothing was tuned on',
  (_, config) => {
    test('is won clearly more often by the Player ASI than by any baseline', () => {
      const won = (policy: string): number => {
        let wins = 0;
        for (let seed = 1; seed <= SEEDS; seed += 1) {
          if (playMatch({ config, seed, create: policyNamed(policy) }).outcome === 'won') wins += 1;
        }
        return (100 * wins) / SEEDS;
      };
      const best = Math.max(...['random', 'greedy', 'follow'].map(won));
      expect(won('asi')).toBeGreaterThanOrEqual(best + FLOOR);
    }, 120_000);
  },
);

test('the confidence interval is that of Wilson', () => {
  const { rate, low, high } = wilson(8, 10);
  expect(rate).toBe(0.8);
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
  expect(wilson(0, 0)).toEqual({ rate: 0, low: 0, high: 1 });
});

test('a tick is shown with events, actions and reasons side by side', () => {
  const config = ARENA_BOSSES[0];
  if (config === undefined) throw new Error('There is a boss');
  const lines: string[] = [];
  playMatch({
    config,
    seed: 7,
    create: policyNamed('asi'),
    onTick: (events, actions) => lines.push(...showTick(events, actions)),
  });
  expect(lines.some((line) => line.includes('boss.telegraph'))).toBe(true);
  expect(lines.some((line) => /\| +[\d.]+s (reflex|tactics): ally-\w+ \w+ .*\(.+\)$/.test(line))).toBe(true);
});
