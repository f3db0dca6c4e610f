import { expect, test } from 'vitest';
import type { GameAction } from '../contracts/game-action.js';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../contracts/game-event.js';
import { rosterOf } from '../testing/game-log.js';
import { createMind, type Mind } from './mind.js';

interface Match {
  mind: Mind;
  say: (t: number, type: KnownGameEventType, payload: object) => GameAction[];
}

/** hero 10/20, ally-0 tank 12/20 (range 2), ally-1 healer 14/20 (range 12), ally-2 damage 16/20 (range 2), ally-3 support 18/20. */
function begin(): Match {
  const mind = createMind({ matchId: 'm', player: 'hero', seed: 1 });
  let seq = 0;
  const say: Match['say'] = (t, type, payload) => {
    seq += 1;
    const about = { source: 's', seq, match_id: 'm', player: 'hero', t_game: t };
    return mind.observe({ ...about, type, payload: GAME_PAYLOADS[type].parse(payload) } as GameEvent);
  };
  say(0, 'match.started', { width: 60, height: 40, obstacles: [], roster: rosterOf(4) });
  const boss = {
    boss: 'b',
    name: 'Nobody Knows',
    hp: 900,
    max_hp: 900,
    position: { x: 20, y: 22 },
    phase: 1,
    range: 3,
  };
  say(0, 'boss.spawned', boss);
  return { mind, say };
}

const strike = (shape: object, rest: object = {}): object => ({
  boss: 'b',
  strike: 's1',
  attack: 'a blow',
  shape,
  damage: 40,
  lands_at: 1_500,
  interruptible: false,
  ...rest,
});

test('who stands in an announced strike gets out of it, to where it does not hit', () => {
  const { say } = begin();
  const actions = say(100, 'boss.telegraph', strike({ kind: 'circle', at: { x: 12, y: 20 }, radius: 3 }));
  const dodge = actions.find(({ actor }) => actor === 'ally-0');
  expect(dodge).toMatchObject({ action: 'dodge', layer: 'reflex' });
  const { x, y } = dodge?.position ?? { x: 12, y: 20 };
  expect(Math.hypot(x - 12, y - 20)).toBeGreaterThan(3);
  expect(Math.hypot(x - 12, y - 20)).toBeLessThanOrEqual(5 * 1.4);
  expect(actions.some(({ actor }) => actor === 'ally-3')).toBe(false);
});

test('one fighter, and no other, interrupts what can be interrupted', () => {
  const { say } = begin();
  const actions = say(100, 'boss.telegraph', strike({ kind: 'everywhere' }, { interruptible: true }));
  expect(actions.filter(({ action }) => action === 'interrupt')).toHaveLength(1);
});

test('what cannot be walked away from is braced for', () => {
  const { say } = begin();
  const actions = say(100, 'boss.telegraph', strike({ kind: 'target', id: 'ally-2' }));
  expect(actions.find(({ actor }) => actor === 'ally-2')).toMatchObject({
    action: 'guard',
    target: 'ally-2',
  });
});

test('nobody is revived by two, and tactics keeps to what the reflex began', () => {
  const { mind, say } = begin();
  const first = say(100, 'player.downed', { id: 'hero', dies_at: 9_000 });
  const all = [...first, ...[250, 500, 750].flatMap((t) => mind.tick(t))];
  const revivers = new Set(
    all
      .filter(({ action, target }) => action === 'revive' || (action === 'move' && target === 'hero'))
      .map(({ actor }) => actor),
  );
  expect([...revivers]).toEqual(['ally-0']);
});

test('nobody goes for an item that another has reserved', () => {
  const { mind, say } = begin();
  for (const id of ['ally-0', 'ally-2']) say(100, 'ally.damaged', { id, hp: 20, amount: 80 });
  say(120, 'item.spawned', { item: 'kit', kind: 'medkit', amount: 50, position: { x: 13, y: 21 } });
  mind.tick(250);
  const after = mind.view().plans.filter(({ steps }) => steps.some(({ target }) => target === 'kit'));
  expect(after).toHaveLength(1);
});

test('a taken item ends the plans for it', () => {
  const { mind, say } = begin();
  say(100, 'ally.damaged', { id: 'ally-0', hp: 20, amount: 80 });
  say(120, 'item.spawned', { item: 'kit', kind: 'medkit', amount: 50, position: { x: 30, y: 21 } });
  mind.tick(250);
  say(300, 'item.taken', { item: 'kit', by: 'hero' });
  const next = mind.tick(500);
  expect(next.some(({ target }) => target === 'kit')).toBe(false);
  expect(mind.view().plans.some(({ target }) => target === 'kit')).toBe(false);
});

test('a merchant trades and a villager greets who speaks to them, by name', () => {
  const { say } = begin();
  expect(say(100, 'npc.spoken_to', { npc: 'trader', by: 'hero' })[0]).toMatchObject({
    action: 'trade',
    actor: 'trader',
  });
  const [greeting] = say(5_000, 'npc.spoken_to', { npc: 'villager', by: 'hero' });
  expect(greeting?.text).toContain('Hero');
});

test('advice is refused when the phase it was asked in is over, and taken while it lasts', () => {
  const { mind, say } = begin();
  mind.tick(250);
  const asked = mind.question();
  if (asked === undefined) throw new Error('a boss that comes should be asked about');
  const { generation, based_on, read_set, valid_while, expires_at } = asked;
  const advice = {
    generation,
    based_on,
    read_set,
    valid_while,
    expires_at,
    strategy: 'scatter',
    source: 'llm',
  } as const;
  expect(mind.advise({ ...advice, strategy: 'cheat' })).toMatchObject({ accepted: false });
  say(300, 'boss.phase_changed', { boss: 'b', phase: 2 });
  expect(mind.advise(advice)).toMatchObject({ accepted: false });
  mind.tick(500);
  const again = mind.question();
  if (again === undefined) throw new Error('a new phase should be asked about');
  const renewed = { generation: again.generation, based_on: again.based_on, expires_at: again.expires_at };
  const fresh = { ...advice, ...renewed, read_set: again.read_set, valid_while: again.valid_while };
  expect(mind.advise({ ...fresh, action: 'attack' })).toMatchObject({ outcome: 'refused' });
  expect(mind.advise(fresh)).toMatchObject({ accepted: true, outcome: 'accepted' });
  expect(mind.view().strategy).toMatchObject({ name: 'scatter', source: 'llm' });
  // What the moment speaks against by far is over, whoever advised it.
  say(600, 'player.downed', { id: 'hero', dies_at: 20_000 });
  mind.tick(750);
  expect(mind.view().strategy).toMatchObject({ name: 'protect_player', source: 'rules' });
});

test('a decision says which event and which scores decided it', () => {
  const { mind, say } = begin();
  say(100, 'player.low_health', { id: 'hero', hp: 12 });
  const heal = mind.view().decisions.find(({ action }) => action === 'heal');
  expect(heal).toMatchObject({ target: 'hero', events: [{ type: 'player.low_health', seq: 3 }] });
  mind.tick(250);
  const planned = mind.view().decisions.filter(({ layer }) => layer === 'tactics');
  expect(planned.length).toBeGreaterThan(0);
  for (const { scores } of planned) expect(scores[0]?.score).toBeGreaterThan(0);
});
