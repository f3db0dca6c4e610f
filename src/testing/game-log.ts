import type { FighterFact } from '../contracts/match-view.js';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../contracts/game-event.js';
import { createRandom } from '../core/random.js';

type Roll = () => number;
const pick = <Item>(items: readonly [Item, ...Item[]], roll: Roll): Item =>
  items[Math.floor(roll() * items.length)] ?? items[0];

const ROLES: readonly [FighterFact['role'], ...FighterFact['role'][]] = [
  'tank',
  'healer',
  'damage',
  'support',
  'damage',
];

/** How a match begins: a player, `allies` allies, a merchant and a civilian. */
export function rosterOf(allies: number): object[] {
  const at = (x: number): object => ({
    hp: 100,
    max_hp: 100,
    speed: 5,
    range: 8,
    position: { x: 10 + x * 2, y: 20 },
  });
  return [
    { id: 'hero', kind: 'player', name: 'Hero', role: 'damage', ...at(0) },
    ...Array.from({ length: allies }, (_none, n) => ({
      id: `ally-${n}`,
      kind: 'ally',
      name: `Ally ${n}`,
      role: ROLES[n % ROLES.length],
      ...at(n + 1),
      range: n % 2 === 0 ? 2 : 12,
    })),
    { id: 'trader', kind: 'npc', name: 'Trader', role: 'merchant', ...at(3) },
    { id: 'villager', kind: 'npc', name: 'Villager', role: 'civilian', ...at(4) },
  ];
}

export interface LogOptions {
  seed: number;
  length: number;
  allies?: number;
  /** Among the events are ones that make no sense: unknown ids, more health than there is, attacks on nobody. */
  hostile?: boolean;
}

/** Events of a match as a game server might send them, in an order that only the seed decides. */
export function randomLog({ seed, length, allies = 4, hostile = false }: LogOptions): GameEvent[] {
  const roll = createRandom(seed);
  const log: GameEvent[] = [];
  let t = 0;
  const say = (type: KnownGameEventType, payload: object): void => {
    const about = { source: 'server', seq: log.length + 1, match_id: 'm', player: 'hero', t_game: t };
    const read = GAME_PAYLOADS[type].parse(payload);
    // Each payload was read by the schema of its type.
    log.push({ ...about, type, payload: read } as GameEvent);
  };
  const obstacles = Array.from({ length: 6 }, () => ({ position: place(roll), radius: 1 + roll() * 2 }));
  say('match.started', { width: 60, height: 40, obstacles, roster: rosterOf(allies), ends_at: 180_000 });
  say('boss.spawned', {
    boss: 'boss',
    name: 'Something',
    hp: 2_000,
    max_hp: 2_000,
    position: place(roll),
    phase: 1,
    range: 4,
  });
  while (log.length < length) {
    t += Math.floor(roll() * 120);
    const [type, payload] = pick(
      KINDS,
      roll,
    )({ roll, t, id: whom({ roll, allies, hostile }), n: log.length, hostile });
    say(type, payload);
  }
  return log;
}

interface Throw {
  roll: Roll;
  t: number;
  id: string;
  n: number;
  hostile: boolean;
}

const place = (roll: Roll): { x: number; y: number } => ({ x: roll() * 60, y: roll() * 40 });

function whom({ roll, allies, hostile }: { roll: Roll; allies: number; hostile: boolean }): string {
  if (hostile && roll() < 0.2) return pick(['nobody', '__proto__', 'constructor', 'a/b/status'], roll);
  const n = Math.floor(roll() * (allies + 1));
  return n === 0 ? 'hero' : `ally-${n - 1}`;
}

const kindOf = (id: string): 'player' | 'ally' => (id === 'hero' ? 'player' : 'ally');
const health = ({ roll, hostile }: Throw): number => Math.floor(roll() * (hostile ? 400 : 100));

type Kind = (given: Throw) => [KnownGameEventType, object];

const KINDS: readonly [Kind, ...Kind[]] = [
  ({ id, roll }) => [`${kindOf(id)}.moved`, { id, position: place(roll) }],
  ({ id, roll }) => [`${kindOf(id)}.moved`, { id, position: place(roll) }],
  ({ roll, id }) => ['boss.moved', { boss: 'boss', position: place(roll), target: id }],
  (given) => [`${kindOf(given.id)}.damaged`, { id: given.id, hp: health(given), amount: 10 }],
  (given) => [`${kindOf(given.id)}.low_health`, { id: given.id, hp: 15 * given.roll() }],
  (given) => [`${kindOf(given.id)}.healed`, { id: given.id, hp: health(given), amount: 10 }],
  ({ id, t }) => [`${kindOf(id)}.downed`, { id, dies_at: t + 8_000 }],
  ({ id }) => [`${kindOf(id)}.revived`, { id, hp: 40 }],
  ({ id, roll, t }) => [
    'ability.used',
    { id, ability: pick(['heal', 'guard', 'interrupt', 'taunt'], roll), ready_at: t + 3_000 },
  ],
  ({ roll }) => ['boss.damaged', { boss: 'boss', hp: roll() * 2_000 }],
  ({ roll }) => ['boss.phase_changed', { boss: 'boss', phase: 1 + Math.floor(roll() * 3) }],
  ({ t, roll }) => ['boss.exposed', { boss: 'boss', factor: roll() * 3, until: t + 2_000 }],
  telegraph,
  telegraph,
  ({ n, roll }) => [
    'boss.struck',
    { boss: 'boss', strike: `strike-${n - 1 - Math.floor(roll() * 8)}`, outcome: 'landed' },
  ],
  ({ n, roll }) => [
    'minion.spawned',
    { minion: `minion-${n % 12}`, name: 'Small one', hp: 30, max_hp: 30, position: place(roll) },
  ],
  ({ n, roll, id }) => ['minion.moved', { minion: `minion-${n % 12}`, position: place(roll), target: id }],
  ({ n }) => ['minion.defeated', { minion: `minion-${n % 12}` }],
  ({ n, roll }) => [
    'item.spawned',
    {
      item: `item-${n % 9}`,
      kind: pick(['medkit', 'shield', 'power', 'key'], roll),
      amount: 20,
      position: place(roll),
    },
  ],
  ({ n, id }) => ['item.taken', { item: `item-${n % 9}`, by: id }],
  ({ n, roll }) => [
    'objective.updated',
    {
      objective: `aim-${n % 3}`,
      kind: pick(['capture', 'protect', 'destroy', 'collect'], roll),
      label: 'Aim',
      state: pick(['open', 'done'], roll),
      progress: roll(),
      position: place(roll),
      radius: 3,
    },
  ],
  ({ roll, id }) => ['npc.spoken_to', { npc: pick(['trader', 'villager', 'nobody'], roll), by: id }],
  ({ id, n, roll }) => [
    'action.resolved',
    { action_id: `${n}`, actor: id, outcome: pick(['done', 'failed'], roll) },
  ],
];

function telegraph({ roll, t, id, n }: Throw): [KnownGameEventType, object] {
  const [from, to] = [place(roll), place(roll)];
  const shape: object = pick<object>(
    [
      { kind: 'circle', at: from, radius: 2 + roll() * 6 },
      { kind: 'line', from, to, width: 3 },
      { kind: 'cone', from, to, angle: 1.2, length: 15 },
      { kind: 'target', id },
      { kind: 'everywhere' },
    ],
    roll,
  );
  const rest = { damage: 10 + roll() * 60, lands_at: t + 400 + roll() * 1_500, interruptible: roll() < 0.3 };
  return ['boss.telegraph', { boss: 'boss', strike: `strike-${n}`, attack: 'A blow', shape, ...rest }];
}
