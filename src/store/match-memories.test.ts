import { describe, expect, test } from 'vitest';
import type { EndedMatch } from '../contracts/match-memory.js';
import { databaseTargets } from '../testing/servers.js';
import { eraseNext } from './erasures.js';
import { forgetMemories } from './forget-memories.js';
import { listMatchesAgainst, rememberMatch } from './match-memories.js';
import { listMemories } from './memories.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('memories of matches on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const ended = (player: string, matchId: string, given: Partial<EndedMatch> = {}): EndedMatch => ({
    matchId,
    player,
    boss: 'DinoBoss',
    outcome: 'won',
    strategy: 'clear_adds',
    durationMs: 93_200,
    ...given,
  });
  const remember = (...match: Parameters<typeof ended>) => rememberMatch(store.pool, ended(...match));

  test('each strategy has one memory for a boss, in words and in numbers', async () => {
    await remember('ann', 'm1');
    await remember('ann', 'm2', { outcome: 'lost', durationMs: 200_000 });
    await remember('ann', 'm3', { durationMs: 80_000 });
    await remember('ann', 'm4', { strategy: 'burst', outcome: 'lost' });
    await remember('ann', 'm5', { boss: 'Frost Queen', strategy: 'burst' });
    const held = await listMemories(store.pool, { owner: 'ann', limit: 9, kind: 'match' });
    expect(held.map(({ text }) => text).toSorted()).toEqual([
      'Against DinoBoss the strategy burst won 0 of 1 match.',
      'Against DinoBoss the strategy clear adds won 2 of 3 matches, at the fastest in 80 s.',
      'Against Frost Queen the strategy burst won 1 of 1 match, at the fastest in 93 s.',
    ]);
    expect(await listMatchesAgainst(store.pool, 'ann', 'DinoBoss')).toEqual([
      { boss: 'DinoBoss', strategy: 'clear_adds', won: 2, lost: 1, fastestMs: 80_000 },
      { boss: 'DinoBoss', strategy: 'burst', won: 0, lost: 1, fastestMs: null },
    ]);
    expect(await listMatchesAgainst(store.pool, 'eve', 'DinoBoss')).toEqual([]);
  });

  test('a match that is told again counts once, also by two replicas at once', async () => {
    expect(await Promise.all([remember('bob', 'm1'), remember('bob', 'm1'), remember('bob', 'm2')])).toEqual(
      expect.arrayContaining([true, true, false]),
    );
    expect(await listMatchesAgainst(store.pool, 'bob', 'DinoBoss')).toMatchObject([{ won: 2, lost: 0 }]);
  });

  test('many wins are worth more than one', async () => {
    await remember('cat', 'x', { strategy: 'burst' });
    for (let n = 0; n < 9; n += 1) await remember('cat', `m${n}`);
    await remember('cat', 'm9', { outcome: 'lost' });
    const [first] = await listMatchesAgainst(store.pool, 'cat', 'DinoBoss');
    expect(first).toMatchObject({ strategy: 'clear_adds', won: 9, lost: 1 });
  });

  test('they are forgotten like any other', async () => {
    await remember('dan', 'm1');
    expect(await forgetMemories(store.pool, 'dan', 'all')).toBe(1);
    while ((await eraseNext(store.pool, () => Promise.resolve())).length > 0);
    expect(await listMatchesAgainst(store.pool, 'dan', 'DinoBoss')).toEqual([]);
  });
});
