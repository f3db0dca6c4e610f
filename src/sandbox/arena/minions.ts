import type { Battle, Minion } from './battle-state.js';
import { told } from './battle-state.js';
import type { MinionConfig } from './boss-config.js';
import { hurt } from './damage.js';
import { distance, nearest } from './geometry.js';
import { freeGround, walk } from './movement.js';

const ARM = 1.6;
const BLOW_MS = 1_200;
/** More at once nobody could follow. */
const MOST = 8;

export function summon(battle: Battle, config: MinionConfig): void {
  const { boss } = battle;
  for (let index = 0; index < config.count && battle.minions.length < MOST; index += 1) {
    battle.spawned += 1;
    const angle = 2 * Math.PI * battle.roll('minion', index);
    const at = { x: boss.position.x + 3 * Math.cos(angle), y: boss.position.y + 3 * Math.sin(angle) };
    const position = told(freeGround(battle, at));
    const id = `minion-${battle.spawned}`;
    battle.minions.push({
      id,
      hp: config.hp,
      config,
      position,
      reported: position,
      prey: '',
      next_blow_at: 0,
    });
    battle.emit('minion.spawned', {
      minion: id,
      name: config.name,
      hp: config.hp,
      max_hp: config.hp,
      position,
    });
  }
}

/** Every minion goes for whom it hunts, and bites. */
export function moveMinions(battle: Battle, rage: number): void {
  for (const minion of battle.minions) {
    const prey = preyOf(battle, minion);
    if (prey === undefined) continue;
    minion.prey = prey.id;
    if (distance(minion.position, prey.position) > ARM) {
      const walker = { position: minion.position, speed: minion.config.speed };
      walk(battle, walker, prey.position);
      minion.position = walker.position;
    } else if (battle.t >= minion.next_blow_at) {
      minion.next_blow_at = battle.t + BLOW_MS;
      hurt(battle, prey, minion.config.damage * rage, minion.id);
    }
  }
}

/** The one it hunts, while that one stands; else the nearest. */
function preyOf({ fighters }: Battle, { prey, position }: Minion): Battle['fighters'][number] | undefined {
  const up = fighters.filter(({ status }) => status === 'up');
  return up.find(({ id }) => id === prey) ?? nearest(position, up);
}
