import { expect, test } from 'vitest';
import type { GameEvent } from '../../contracts/game-event.js';
import { createMatchIntake, type Arrival } from './match-intake.js';

const arrive = (matchId: string, seq: number): Arrival => ({
  event: {
    source: 's',
    seq,
    match_id: matchId,
    player: 'p',
    type: 'x',
    t_game: 0,
    payload: {},
    unknown: true,
  } as GameEvent,
  readAt: 0,
  settled: () => undefined,
});

/** A shard whose loads end when they are told to. */
function openShard(...here: string[]) {
  const matches = new Set(here);
  const taken: string[] = [];
  const loads: { ids: string[]; end: (error?: Error) => void }[] = [];
  const intake = createMatchIntake({
    isHere: (matchId) => matches.has(matchId),
    load: (ids) =>
      new Promise((resolve, reject) =>
        loads.push({
          ids,
          end(error) {
            if (error !== undefined) return reject(error);
            for (const id of ids) matches.add(id);
            resolve();
          },
        }),
      ),
    take({ event }) {
      if (!matches.has(event.match_id)) return 'crowded';
      taken.push(`${event.match_id}${event.seq}`);
      return 'next';
    },
    onTaken: () => undefined,
  });
  return { intake, taken, loads };
}

test('a match that has to be loaded keeps no other waiting, and its own events in order', async () => {
  const { intake, taken, loads } = openShard('a');
  const first = intake.receive([arrive('new', 1), arrive('a', 1), arrive('new', 2)]);
  const second = intake.receive([arrive('a', 2), arrive('new', 3)]);
  expect(taken).toEqual(['a1', 'a2']);
  await expect.poll(() => loads.map(({ ids }) => ids)).toEqual([['new']]);
  loads[0]?.end();
  expect(await Promise.all([first, second])).toEqual([
    ['next', 'next', 'next'],
    ['next', 'next'],
  ]);
  expect(taken).toEqual(['a1', 'a2', 'new1', 'new2', 'new3']);
  expect(await intake.receive([arrive('new', 4)])).toEqual(['next']);
});

test('a load that fails is told to who sent, and the next one tries again', async () => {
  const { intake, taken, loads } = openShard();
  const first = intake.receive([arrive('new', 1)]);
  await expect.poll(() => loads.length).toBe(1);
  loads[0]?.end(new Error('the record is away'));
  await expect(first).rejects.toThrow('away');
  const second = intake.receive([arrive('new', 1)]);
  await expect.poll(() => loads.length).toBe(2);
  loads[1]?.end();
  expect(await second).toEqual(['next']);
  expect(taken).toEqual(['new1']);
});
