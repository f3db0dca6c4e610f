import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GameAction } from '../../src/contracts/game-action.js';
import { parseGameEvent } from '../../src/game/intake/parse-event.js';
import { createMind } from '../../src/game/mind.js';
import { PLAYER } from './play-match.js';
import { readRecording, type RecordedTick } from './record-match.js';

const DIR = new URL('../recordings/player/', import.meta.url).pathname;
const files = readdirSync(DIR).filter((name) => name.endsWith('.jsonl.gz'));
const MIND_TICK_MS = 200;
const MOST_BYTES = 150_000;

/** What a fresh mind answers to a recorded match. */
function replay(ticks: readonly RecordedTick[], seed: number): GameAction[] {
  const matchId = ticks[0]?.events[0]?.match_id ?? '';
  const mind = createMind({ matchId, player: PLAYER, seed });
  const end = ticks.at(-1)?.t ?? 0;
  const byTime = new Map(ticks.map((tick) => [tick.t, tick.events]));
  const actions: GameAction[] = [];
  for (let t = 0; t <= end; t += 100) {
    for (const event of byTime.get(t) ?? []) {
      const parsed = parseGameEvent(event);
      if ('refusal' in parsed) throw new Error(`${event.type} ${event.seq}: ${parsed.refusal.reason}`);
      actions.push(...mind.observe(parsed.event));
    }
    if (t % MIND_TICK_MS === 0) actions.push(...mind.tick(t));
  }
  return actions;
}

test('there are matches of every boss, won and lost, each small', () => {
  expect(files.length).toBeGreaterThanOrEqual(20);
  for (const file of files) expect([file, statSync(join(DIR, file)).size < MOST_BYTES]).toEqual([file, true]);
  const heads = files.map((file) => readRecording(join(DIR, file)).head);
  expect(new Set(heads.map(({ boss }) => boss)).size).toBeGreaterThanOrEqual(5);
  expect(new Set(heads.map(({ outcome }) => outcome))).toEqual(new Set(['won', 'lost']));
});

describe('two runs of one recording give the same actions', () => {
  // Every fourth: of each boss one at least, in seconds.
  test.each(files.filter((_, index) => index % 4 === 0))('%s', (file) => {
    const { head, ticks } = readRecording(join(DIR, file));
    const first = replay(ticks, head.seed);
    expect(first.length).toBeGreaterThan(10);
    expect(replay(ticks, head.seed)).toEqual(first);
  });
});
