import { chance } from '../random.js';
import { foes, thePlayer, type Battle, type Combatant, type Order } from './battle-state.js';
import { distance, isHit, nearest, towards } from './geometry.js';

/** What one person tends to do; by seed, so that no two play alike. */
export interface Habits {
  /** How often an announced attack is noticed at all, and how long the noticing takes. */
  attention: number;
  slowness_ms: number;
  /** How near an item or an objective tempts. */
  greed: number;
  /** At what share of health a medkit is looked for. */
  caution: number;
  /** How often the wrong enemy is chosen. */
  confusion: number;
}

export function habitsOf(seed: number): Habits {
  return {
    attention: 0.35 + 0.4 * chance(seed, 'attention'),
    slowness_ms: 400 + 700 * chance(seed, 'slowness'),
    greed: 4 + 8 * chance(seed, 'greed'),
    caution: 0.25 + 0.3 * chance(seed, 'caution'),
    confusion: 0.1 + 0.2 * chance(seed, 'confusion'),
  };
}

const DECIDES_MS = 300;

/** What a person of flesh and blood does in this tick. */
export function playPlayer(battle: Battle, habits: Habits): void {
  const player = thePlayer(battle);
  if (player.status !== 'up') return;
  const order =
    dodgeLate(battle, player, habits) ?? (battle.t % DECIDES_MS === 0 ? decide(battle, habits) : null);
  if (order === null || player.order?.action === 'dodge') return;
  player.order = { ...order, begins_at: battle.t, expires_at: battle.t + DECIDES_MS };
}

type Wish = Pick<Order, 'action' | 'target' | 'position'>;

function dodgeLate(battle: Battle, player: Combatant, habits: Habits): Wish | undefined {
  const { casting } = battle.boss;
  if (casting === undefined || !isHit(casting.shape, player.position, player.id)) return undefined;
  const { shape } = casting;
  // Nobody can walk away from these.
  if (shape.kind === 'everywhere' || shape.kind === 'target') return undefined;
  if (battle.t < casting.lands_at - casting.attack.windup_ms + habits.slowness_ms) return undefined;
  if (chance(casting.lands_at, player.id, casting.id) > habits.attention) return undefined;
  if ((player.ready.dodge ?? 0) > battle.t) return undefined;
  const from = shape.kind === 'circle' ? shape.at : battle.boss.position;
  const away = towards(player.position, from, -6);
  if (shape.kind === 'circle') return { action: 'dodge', position: away };
  const [dx, dy] = [away.x - player.position.x, away.y - player.position.y];
  return { action: 'dodge', position: { x: player.position.x - dy, y: player.position.y + dx } };
}

function decide(battle: Battle, habits: Habits): Wish {
  const player = thePlayer(battle);
  const near = (metres: number) => (one: { position: { x: number; y: number } }) =>
    distance(one.position, player.position) <= metres;
  const kits = battle.items.filter(({ kind }) => kind === 'medkit');
  const kit = player.hp < player.max_hp * habits.caution ? nearest(player.position, kits) : undefined;
  const goodie = nearest(player.position, battle.items.filter(near(habits.greed * 0.6)));
  const wanted = kit ?? (goodie?.kind === 'medkit' ? undefined : goodie);
  if (wanted !== undefined) return { action: 'take', target: wanted.id };
  const aim = battle.objectives.find(
    ({ state, config }) => state === 'open' && config.kind === 'capture' && near(habits.greed)(config),
  );
  if (aim !== undefined) return { action: 'hold', target: aim.id };
  return { action: 'attack', target: enemyOf(battle, player, habits) };
}

/** Keeps at the boss, and at times at whatever is in the way; sticks to it for some seconds. */
function enemyOf(battle: Battle, player: Combatant, { confusion }: Habits): string {
  const spell = Math.floor(battle.t / 4_000);
  const isConfused = chance(spell, player.id, battle.config.name) < confusion;
  const close = battle.minions.filter(({ position }) => distance(position, player.position) < 6);
  if (!isConfused) return nearest(player.position, close)?.id ?? battle.boss.id;
  return nearest(player.position, foes(battle))?.id ?? battle.boss.id;
}
