import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { armFailpoint, failpoint, FAILPOINTS, GAME_FAILPOINTS } from './failpoint.js';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));

let deaths = 0;
const arm = (env: NodeJS.ProcessEnv): void => armFailpoint(env, () => (deaths += 1));

afterEach(() => {
  arm({});
  deaths = 0;
});

describe('a failpoint', () => {
  test('does nothing unless it is named', () => {
    for (const setting of [undefined, '', ' ', 'after_claim']) {
      arm({ FAILPOINT: setting });
      failpoint('after_accept');
    }
    expect(deaths).toBe(0);
  });

  test('kills at the passage that was asked for, and at no other', () => {
    arm({ FAILPOINT: 'before_intent:3' });
    const deathsBy = [1, 2, 3, 4].map(() => {
      failpoint('before_intent');
      return deaths;
    });
    expect(deathsBy).toEqual([0, 0, 1, 1]);
  });

  test('kills at the first passage where no number is given', () => {
    arm({ FAILPOINT: 'before_intent' });
    failpoint('before_intent');
    expect(deaths).toBe(1);
  });

  test('counts only the passages for which its condition holds', () => {
    arm({ FAILPOINT: 'event_to_bus' });
    failpoint('event_to_bus', () => false);
    expect(deaths).toBe(0);
    failpoint('event_to_bus', () => true);
    expect(deaths).toBe(1);
  });

  test('does not ask its condition unless it is armed', () => {
    failpoint('event_to_bus', () => expect.unreachable());
  });

  test('never kills in production', () => {
    arm({ FAILPOINT: 'before_intent', ENV: 'prod' });
    failpoint('before_intent');
    expect(deaths).toBe(0);
  });

  test.each(['before', 'before_intent:0', 'before_intent:x', 'before_intent:', 'BEFORE_INTENT'])(
    'is refused under the name %s',
    (setting) => {
      expect(() => arm({ FAILPOINT: setting })).toThrow('names none of: after_accept');
    },
  );
});

test('each name is placed exactly once', async () => {
  const files = await readdir(SOURCES, { recursive: true });
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const texts = await Promise.all(code.map((file) => readFile(path.join(SOURCES, file), 'utf8')));
  const placed = texts.flatMap((text) =>
    [...text.matchAll(/failpoint\(\s*'(\w+)'/g)].map(([, name]) => name),
  );
  expect(placed.sort()).toEqual([...FAILPOINTS, ...GAME_FAILPOINTS].sort());
});
