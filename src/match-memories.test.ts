import { afterEach, expect, test, vi } from 'vitest';
import { startFight, type Fight } from './testing/fight-with-model.js';
import { sayJson } from './testing/model-server/answer.js';

/** However busy the machine is. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 30_000 });

vi.setConfig({ testTimeout: 90_000 });
const open: Fight[] = [];
afterEach(async () => {
  for (const fight of open.splice(0).toReversed()) await fight.close();
});

/** A first match in which the model chooses `scatter`, to its end. */
async function fightOnce(outcome: 'won' | 'lost'): Promise<Fight> {
  const fight = await startFight();
  open.push(fight);
  fight.model.script.on('strategy', sayJson({ strategy: 'scatter', weights: [], words: 'Keep apart.' }));
  await fight.begin();
  await eventually(async () => (await fight.details()).view).toMatchObject({ strategy: { source: 'llm' } });
  await fight.send('match.ended', { outcome }, 20_000);
  await eventually(async () => (await fight.get('/memories?user_id=ada')).body).toMatchObject({
    memories: [expect.objectContaining({ kind: 'match' })],
  });
  return fight;
}

test('what won against a boss is tried first in the next match against it, and nobody is asked about its coming', async () => {
  const fight = await fightOnce('won');
  await fight.begin({ matchId: 'second' });
  await eventually(async () => (await fight.details('second')).view).toMatchObject({
    strategy: { name: 'scatter', source: 'skill', words: 'This has beaten DinoBoss 1 of 1 times.' },
  });
  expect((await fight.details('second')).strategy_runs).toEqual([]);
});

test('what lost is not: the strategist is asked as ever', async () => {
  const fight = await fightOnce('lost');
  await fight.begin({ matchId: 'second' });
  // The eighth event of its server: four were of the first match.
  const next = { matchId: 'second', seq: 8 };
  await fight.send('boss.moved', { boss: 'boss', position: { x: 38, y: 20 } }, 2_000, next);
  await eventually(async () => (await fight.details('second')).strategy_runs.length).toBe(1);
  const { view } = await fight.details('second');
  expect(view).not.toMatchObject({ strategy: { source: 'skill' } });
});
