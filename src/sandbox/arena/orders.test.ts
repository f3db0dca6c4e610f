import { describe, expect, test } from 'vitest';
import { GameActionName } from '../../contracts/game-action.js';
import type { KnownGameEvent } from '../../contracts/game-event.js';
import { command, outcomeOf, quietArena, QUIET_ATTACK, runUntil } from './arena.fixture.js';
import type { Arena } from './create-battle.js';

const isType =
  (type: KnownGameEvent['type']) =>
  (event: KnownGameEvent): boolean =>
    event.type === type;

function dropEveryone(): Arena {
  return quietArena({
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 60_000,
        attacks: [{ ...QUIET_ATTACK, aim: 'player', damage: 5_000, windup_ms: 500 }],
      },
    ],
  });
}

describe('an ally', () => {
  test('walks where it is told, and arrives', () => {
    const arena = quietArena();
    const { outcome, events } = outcomeOf(arena, command('ally-tank', 'move', { position: { x: 2, y: 2 } }));
    expect(outcome).toBe('done');
    expect(events.filter(isType('ally.moved')).length).toBeGreaterThan(2);
  });

  test('walks around what stands in the way', () => {
    const pillar = { position: { x: 10, y: 9 }, radius: 3 };
    const arena = quietArena({ obstacles: [pillar] });
    const { outcome, events } = outcomeOf(arena, command('ally-tank', 'move', { position: { x: 20, y: 9 } }));
    expect(outcome).toBe('done');
    for (const event of events) {
      if (event.type !== 'ally.moved') continue;
      const { x, y } = event.payload.position;
      expect(Math.hypot(x - 10, y - 9)).toBeGreaterThanOrEqual(3);
    }
  });

  test('does not begin before its reaction time is over', () => {
    const arena = quietArena();
    const first = arena.step([command('ally-damage', 'dodge', { position: { x: 5, y: 5 } })]);
    expect(first.some(isType('ability.used'))).toBe(false);
    const [used] = runUntil(arena, isType('ability.used')).filter(isType('ability.used'));
    expect(used?.t_game).toBe(200);
  });

  test('does not begin what has expired', () => {
    const late = command('ally-tank', 'move', { position: { x: 2, y: 2 }, expires_at: 50 });
    expect(outcomeOf(quietArena(), late)).toMatchObject({ outcome: 'failed', reason: 'too late' });
  });

  test.each(['attack', 'flank', 'kite'] as const)('hurts the boss with %s', (action) => {
    const arena = quietArena();
    arena.step([command('ally-damage', action, { target: 'boss-1' })]);
    const mine = (event: KnownGameEvent): boolean =>
      event.type === 'boss.damaged' && event.payload.by === 'ally-damage';
    expect(runUntil(arena, mine).some(mine)).toBe(true);
  });

  test('interrupts a cast that can be interrupted', () => {
    const arena = quietArena({
      phases: [{ at_hp_percent: 100, every_ms: 60_000, attacks: [{ ...QUIET_ATTACK, windup_ms: 9_000 }] }],
    });
    runUntil(arena, isType('boss.telegraph'));
    const { outcome, events } = outcomeOf(arena, command('ally-damage', 'interrupt', { target: 'boss-1' }));
    expect(outcome).toBe('done');
    expect(events.filter(isType('boss.struck')).map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ outcome: 'interrupted' }),
    ]);
  });

  test('turns the boss on itself', () => {
    const arena = quietArena();
    const { outcome, events } = outcomeOf(arena, command('ally-tank', 'taunt', { target: 'boss-1' }));
    expect(outcome).toBe('done');
    const moved = [...events, ...arena.step([]), ...arena.step([]), ...arena.step([])].filter(
      isType('boss.moved'),
    );
    expect(moved.at(-1)?.payload).toMatchObject({ target: 'ally-tank' });
  });

  test('heals who is hurt, and revives who fell', () => {
    const arena = dropEveryone();
    const fallen = runUntil(arena, isType('player.downed')).find(isType('player.downed'));
    expect(fallen).toBeDefined();
    const heal = outcomeOf(arena, command('ally-healer', 'heal', { target: 'p-1' }));
    expect(heal).toMatchObject({ outcome: 'failed', reason: 'nobody there to heal' });
    const revived = outcomeOf(arena, command('ally-tank', 'revive', { target: 'p-1' }));
    expect(revived.outcome).toBe('done');
    expect(revived.events.some(isType('player.revived'))).toBe(true);
    const healed = outcomeOf(arena, command('ally-healer', 'heal', { target: 'p-1' }));
    expect(healed.outcome).toBe('done');
    expect(healed.events.some(isType('player.healed'))).toBe(true);
  });

  test('takes what lies about', () => {
    const arena = quietArena({ items: [{ kind: 'shield', amount: 100 }], item_every_ms: 300 });
    const spawned = Array.from({ length: 20 }, () => arena.step([])).flat();
    const items = spawned.flatMap((one) => (one.type === 'item.spawned' ? one.payload : []));
    // The westernmost: the player is busy in the east.
    const target = items.toSorted((a, b) => a.position.x - b.position.x)[0]?.item ?? '';
    const { outcome, events } = outcomeOf(arena, command('ally-healer', 'take', { target }));
    expect(outcome).toBe('done');
    expect(events.some((one) => one.type === 'item.taken' && one.payload.by === 'ally-healer')).toBe(true);
  });

  test('comes back to the player', () => {
    expect(outcomeOf(quietArena(), command('ally-healer', 'regroup', { target: 'p-1' })).outcome).toBe(
      'done',
    );
  });

  test('holds an objective until it is done', () => {
    const config = {
      kind: 'capture',
      label: 'Vent',
      position: { x: 5, y: 25 },
      radius: 3,
      seconds: 2,
    } as const;
    const arena = quietArena({ objectives: [{ ...config, exposes: { factor: 2, ms: 1_000 } }] });
    const { outcome, events } = outcomeOf(arena, command('ally-tank', 'hold', { target: 'objective-1' }));
    const after = [...events, ...arena.step([])];
    expect(outcome ?? 'open').not.toBe('failed');
    const all = [...after, ...runUntil(arena, isType('boss.exposed'))];
    expect(all.some(isType('boss.exposed'))).toBe(true);
  });

  test('covers whom it guards', () => {
    const lost = (guarded: boolean): number => {
      const arena = quietArena({
        phases: [
          {
            at_hp_percent: 100,
            every_ms: 60_000,
            attacks: [{ ...QUIET_ATTACK, aim: 'player', damage: 100, windup_ms: 9_000 }],
          },
        ],
      });
      arena.step(guarded ? [command('ally-tank', 'guard', { target: 'p-1' })] : []);
      const hits = runUntil(arena, isType('boss.struck')).filter(
        (one) => one.type === 'player.damaged' && one.payload.amount > 10,
      );
      return hits[0]?.type === 'player.damaged' ? hits[0].payload.amount : 0;
    };
    expect(lost(false)).toBe(100);
    expect(lost(true)).toBe(40);
  });
});

describe('what is not allowed fails at once, with a reason', () => {
  test.each([
    ['ally-healer', 'taunt', 'boss-1', 'the role healer does not taunt'],
    ['ally-healer', 'interrupt', 'boss-1', 'the role healer does not interrupt'],
    ['ally-tank', 'heal', 'p-1', 'the role tank does not heal'],
    ['ally-tank', 'greet', 'p-1', 'the role tank does not greet'],
    ['ally-tank', 'attack', 'nobody', 'no such enemy'],
    ['ally-tank', 'take', 'nothing', 'it is gone'],
    ['ally-tank', 'revive', 'p-1', 'nobody there to revive'],
    ['ally-tank', 'interrupt', 'boss-1', 'nothing to interrupt'],
    ['ally-tank', 'move', undefined, 'nowhere to go'],
    ['p-1', 'attack', 'boss-1', 'nobody commands the player'],
    ['stranger', 'attack', 'boss-1', 'no such fighter'],
  ] as const)('%s: %s %s', (actor, action, target, reason) => {
    const given = command(actor, action, target === undefined ? {} : { target });
    expect(outcomeOf(quietArena(), given, 0)).toMatchObject({ outcome: 'failed', reason });
  });

  test('what was just used', () => {
    const arena = quietArena();
    const place = { position: { x: 8, y: 8 } };
    expect(outcomeOf(arena, command('ally-tank', 'dodge', place)).outcome).toBe('done');
    expect(outcomeOf(arena, command('ally-tank', 'dodge', place), 0)).toMatchObject({
      outcome: 'failed',
      reason: 'not ready yet',
    });
  });

  test('every action is answered or under way, whatever its target', () => {
    for (const action of GameActionName.options) {
      for (const target of [undefined, 'boss-1', 'p-1', 'ally-tank', 'x']) {
        const arena = quietArena();
        const given = command('ally-tank', action, target === undefined ? {} : { target });
        const first = outcomeOf(arena, given, 3);
        const next = outcomeOf(arena, command('ally-tank', 'hold'), 3);
        const about = [...first.events, ...next.events].filter(
          (one) => one.type === 'action.resolved' && one.payload.action_id === given.action_id,
        );
        expect([action, target, about.length]).toEqual([action, target, 1]);
      }
    }
  });
});
