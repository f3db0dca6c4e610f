import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { GameEventEnvelope } from '../contracts/game-event.js';
import { forgetOldMatches } from '../store/game-matches.js';
import { scriptMatch } from '../testing/game-events.js';
import { createMatchNames, createTestGame, GAME_SETTINGS, inBatches, recordOf } from '../testing/game-rig.js';
import { databaseTargets } from '../testing/servers.js';
import { useTestStore } from '../testing/test-store.js';
import { createRandom } from '../core/random.js';

/** What is sent again is in time, however slow the machine is. */
const PATIENT = { ...GAME_SETTINGS, gapMs: 30_000 };

describe.each(databaseTargets())('matches on $name Postgres', ({ url }) => {
  const store = useTestStore(url);
  const nextMatch = createMatchNames('m');

  /** Plays deliveries in a process of its own and gives what is on record in the end. */
  const play = async (matchId: string, deliveries: GameEventEnvelope[][], settings = GAME_SETTINGS) => {
    const { game, noted } = createTestGame(store.pool, { settings });
    await game.start();
    const answers = [];
    for (const events of deliveries) {
      answers.push(await game.submit(events));
      // A match that lags passes over positions: that is not what is looked at here.
      if (settings !== PATIENT) await expect.poll(game.gauges.waiting, { timeout: 10_000 }).toBe(0);
    }
    await expect.poll(game.gauges.waiting, { timeout: 10_000 }).toBe(0);
    await game.stop();
    return { answers, noted, ...(await recordOf(store.pool, matchId)) };
  };
  const told = (record: { snapshot: unknown }): unknown =>
    (record.snapshot as { minds: [string, { told: string[] }][] }).minds[0]?.[1].told;
  /** Without what differs between two matches by name alone. */
  const comparable = (
    record: { actions: unknown; snapshot: unknown; plans: unknown },
    matchId: string,
  ): unknown =>
    JSON.parse(
      JSON.stringify([record.actions, record.plans, told(record)])
        .replaceAll(matchId, 'match')
        .replaceAll(/seed \d/g, 'seed'),
    );

  test('every event has its effect, in order, and what came of it is on record', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 97, random: createRandom(1) });
    const { answers, actions, plans, snapshot } = await play(matchId, inBatches(events, 30));
    expect(answers.map(({ accepted, duplicate, refused }) => ({ accepted, duplicate, refused }))).toEqual(
      [30, 30, 30, 10].map((accepted) => ({ accepted, duplicate: 0, refused: [] })),
    );
    expect(told({ snapshot })).toEqual(events.map(({ source, seq, type }) => `${source}:${seq}:${type}`));
    expect(actions.map(({ n }) => n)).toEqual(actions.map((_, index) => index + 1));
    expect(actions.filter(({ action }) => action.layer === 'tactics').length).toBe(15);
    expect(plans.length).toBe(15);
  });

  test('reordered, repeated and dropped on the way and sent again: the match is that of the ordered log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const random = createRandom(seed);
        const [plain, disturbed] = [nextMatch(), nextMatch()];
        // Fewer than a busy machine lets wait before it passes over positions.
        const script = { length: 50, source: 's', random: createRandom(7) };
        const ordered = await play(plain, inBatches(scriptMatch({ ...script, matchId: plain }), 20));
        const events = scriptMatch({ ...script, random: createRandom(7), matchId: disturbed });
        const record = await play(disturbed, disturb(events, random), PATIENT);
        expect(comparable(record, disturbed)).toEqual(comparable(ordered, plain));
        expect(record.noted.skipped).toBe(0);
      }),
      { numRuns: 8, verbose: 1 },
    );
  });

  test('what is told again while it waits is nothing more to play: the match plans as often as told once', async () => {
    const [once, again] = [nextMatch(), nextMatch()];
    const told = (matchId: string) =>
      inBatches(scriptMatch({ matchId, length: 120, source: 's', random: createRandom(7) }), 40);
    const record = await play(once, told(once));
    const repeated = told(again).map((events) => [...events, ...events, ...events]);
    expect(comparable(await play(again, repeated), again)).toEqual(comparable(record, once));
  });

  test('what never comes is given up after a bounded wait, counted, and late if it comes then', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 200, random: createRandom(3) });
    const [lost] = events.splice(40, 1);
    const { noted, answers, snapshot } = await play(matchId, [...inBatches(events, 50), [lost!], [lost!]]);
    expect(noted.skipped).toBe(1);
    expect(answers.at(-1)).toMatchObject({ accepted: 0, late: 1 });
    expect(told({ snapshot })).toEqual(events.map(({ source, seq, type }) => `${source}:${seq}:${type}`));
  });

  test('a gap before the last event is given up though nothing follows', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 3, random: createRandom(3) });
    const { game, noted } = createTestGame(store.pool);
    await game.start();
    await game.submit([...events.slice(0, 4), events[5]!]);
    await expect.poll(() => noted.skipped).toBe(1);
    await expect.poll(async () => (await game.match(matchId, 'ada')).outcome).toBe('won');
    await game.stop();
  });

  test('a process that was stopped is followed by one that goes on where it was', async () => {
    const [whole, halves] = [nextMatch(), nextMatch()];
    const script = { length: 150, source: 's' };
    const one = await play(
      whole,
      inBatches(scriptMatch({ ...script, matchId: whole, random: createRandom(5) }), 40),
    );
    const events = scriptMatch({ ...script, matchId: halves, random: createRandom(5) });
    await play(halves, [events.slice(0, 60)]);
    await play(halves, [events.slice(50, 90)]);
    const last = await play(halves, [events.slice(80)]);
    expect(comparable(last, halves)).toEqual(comparable(one, whole));
    expect(last.answers[0]).toMatchObject({ accepted: events.length - 90, duplicate: 10 });
  });

  test('an event the mind fails on is kept for a person, and hurts nothing else', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 60, random: createRandom(6) });
    const poison = { ...events[30]!, type: 'chat.said', payload: { by: 'ada', text: 'poison' } };
    const disturbed = [...events.slice(0, 30), poison, ...events.slice(31)];
    const { noted, snapshot } = await play(matchId, inBatches(disturbed, 10));
    expect(noted.poisoned).toEqual([`${poison.source}:31`]);
    expect(told({ snapshot })).toEqual(
      events.filter(({ seq }) => seq !== 31).map(({ source, seq, type }) => `${source}:${seq}:${type}`),
    );
    const { rows } = await store.pool.query(
      'select reason, event from game_dead_letters where match_id = $1',
      [matchId],
    );
    expect(rows).toEqual([{ reason: 'it failed: poisoned', event: expect.stringContaining('"seq":31') }]);
  });

  test('what nothing was heard of for days is forgotten with all that belongs to it', async () => {
    const [old, young] = [nextMatch(), nextMatch()];
    for (const matchId of [old, young]) await play(matchId, [scriptMatch({ matchId, length: 20 })]);
    await store.pool.query(
      `update game_matches set last_event_at = now() - interval '31 days' where match_id = $1`,
      [old],
    );
    expect(await forgetOldMatches(store.pool, 30)).toBe(1);
    expect(await recordOf(store.pool, old)).toEqual({ snapshot: undefined, actions: [], plans: [] });
    expect((await recordOf(store.pool, young)).actions.length).toBeGreaterThan(0);
  });

  test('a match belongs to its player: nobody else learns that it is there', async () => {
    const matchId = nextMatch();
    const { game } = createTestGame(store.pool);
    await game.start();
    await game.submit(scriptMatch({ matchId, player: 'grace', length: 20, random: createRandom(8) }));
    expect(await game.match(matchId, 'grace')).toMatchObject({
      match_id: matchId,
      player: 'grace',
      live: true,
    });
    await expect(game.match(matchId, 'mallory')).rejects.toThrow('There is no such match of yours');
    await expect(game.match('nowhere', 'mallory')).rejects.toThrow('There is no such match of yours');
    expect(await game.list('mallory', 10)).toEqual([]);
    expect((await game.list('grace', 10)).map(({ match_id: id }) => id)).toEqual([matchId]);
    await game.stop();
  });

  test('who follows a match from a number gets each action after it once, also those to come', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 200, random: createRandom(9) });
    const { game } = createTestGame(store.pool);
    await game.start();
    await game.submit(events.slice(0, 100));
    const stop = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      const of = { matchId, player: 'ada' };
      for await (const { n } of game.follow(of, { after: 3, signal: stop.signal })) seen.push(n);
    })();
    await expect.poll(() => seen.length).toBeGreaterThan(5);
    await game.submit(events.slice(100));
    const { actions } = await recordOf(store.pool, matchId);
    await expect.poll(() => seen.length).toBe(actions.length - 3);
    stop.abort();
    await reading;
    expect(seen).toEqual(actions.map(({ n }) => n).slice(3));
    await game.stop();
  });

  test('a process whose shards were taken over writes nothing more', async () => {
    const matchId = nextMatch();
    const events = scriptMatch({ matchId, length: 40, random: createRandom(11) });
    const zombie = createTestGame(store.pool, { settings: { ...GAME_SETTINGS, shards: 1 } });
    await zombie.game.start();
    await zombie.game.submit(events.slice(0, 20));
    const before = await recordOf(store.pool, matchId);
    await store.pool.query('update game_shards set token = token + 1, owner = null where shard = 0');
    const heir = createTestGame(store.pool, { settings: { ...GAME_SETTINGS, shards: 1 } });
    await heir.game.start();
    const late = zombie.game.submit(events.slice(20, 30)).catch((error: unknown) => error);
    expect((await heir.game.submit(events.slice(20))).accepted).toBe(events.length - 20);
    expect(String(await late)).toContain('AppError');
    const after = await recordOf(store.pool, matchId);
    expect(after.actions.slice(0, before.actions.length)).toEqual(before.actions);
    expect(told(after)).toEqual(events.map(({ source, seq, type }) => `${source}:${seq}:${type}`));
    await heir.game.stop();
    await zombie.game.stop();
  });
});

/** Swaps neighbours within a window, repeats some events, and leaves some out to send them again a little later. */
function disturb(events: GameEventEnvelope[], random: () => number): GameEventEnvelope[][] {
  const keyed = events.flatMap((event, index) => {
    const copies = random() < 0.2 ? 2 : 1;
    return Array.from({ length: copies }, () => {
      const dropped = random() < 0.1 ? 12 : 0;
      return { event, at: index + random() * 8 + dropped };
    });
  });
  keyed.sort((a, b) => a.at - b.at);
  return inBatches(
    keyed.map(({ event }) => event),
    1 + Math.floor(random() * 30),
  );
}
