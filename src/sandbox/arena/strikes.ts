import type { AttackShape, Position } from '../../contracts/game-event.js';
import { standing, thePlayer, told, type Battle, type Combatant } from './battle-state.js';
import type { AttackConfig } from './boss-config.js';
import { hurt } from './damage.js';
import { distance, isHit, towards } from './geometry.js';
import { summon } from './minions.js';

/** Announces the next attack of the phase. */
export function announce(battle: Battle): void {
  const { boss, config } = battle;
  const phase = config.phases[boss.phase - 1] ?? config.phases[0];
  const attack = phase.attacks[Math.floor(battle.roll('attack') * phase.attacks.length)] ?? phase.attacks[0];
  const aimed = aimOf(battle, attack);
  if (aimed === undefined) return;
  battle.strikes += 1;
  const shape = shapeOf(battle, attack, aimed);
  const strike = { id: `strike-${battle.strikes}`, attack, shape, lands_at: battle.t + attack.windup_ms };
  boss.casting = strike;
  battle.emit('boss.telegraph', {
    boss: boss.id,
    strike: strike.id,
    attack: attack.name,
    shape,
    damage: Math.round(attack.damage * rage(battle)),
    lands_at: strike.lands_at,
    interruptible: attack.interruptible === true,
  });
}

/** What was announced strikes whoever is still there. */
export function land(battle: Battle): void {
  const { casting, id } = battle.boss;
  if (casting === undefined || battle.t < casting.lands_at) return;
  finish(battle, 'landed');
  const { shape, attack } = casting;
  for (const one of battle.fighters) {
    if (isHit(shape, one.position, one.id)) hurt(battle, one, attack.damage * rage(battle), id);
  }
  if (attack.summons !== undefined) summon(battle, attack.summons);
}

export function interruptCast(battle: Battle): void {
  finish(battle, 'interrupted');
}

function finish(battle: Battle, outcome: 'landed' | 'interrupted'): void {
  const { boss, config } = battle;
  const { casting } = boss;
  if (casting === undefined) return;
  boss.casting = undefined;
  const phase = config.phases[boss.phase - 1] ?? config.phases[0];
  boss.next_attack_at = battle.t + phase.every_ms;
  battle.emit('boss.struck', { boss: boss.id, strike: casting.id, outcome });
  if (casting.attack.exposes !== undefined) expose(battle, casting.attack.exposes);
}

export function expose(battle: Battle, { factor, ms }: { factor: number; ms: number }): void {
  battle.boss.exposed = { factor, until: battle.t + ms };
  battle.emit('boss.exposed', { boss: battle.boss.id, ...battle.boss.exposed });
}

/** By how much everything hurts more. */
export function rage({ t, config: { enrage } }: Battle): number {
  return t >= enrage.at_ms ? enrage.factor : 1;
}

function aimOf(battle: Battle, { aim }: AttackConfig): Combatant | undefined {
  const there = standing(battle);
  const at = battle.boss.position;
  const [first] = there;
  if (first === undefined) return undefined;
  const most = (measure: (one: Combatant) => number): Combatant =>
    there.reduce((best, one) => (measure(one) > measure(best) ? one : best));
  switch (aim) {
    case 'prey':
    case 'itself':
      return there.find(({ id }) => id === battle.boss.prey) ?? first;
    case 'player':
      return there.find(({ id }) => id === thePlayer(battle).id) ?? first;
    case 'weakest':
      return most(({ hp, max_hp }) => -hp / max_hp);
    case 'farthest':
      return most(({ position }) => distance(position, at));
    case 'anybody':
      return there[Math.floor(battle.roll('aim') * there.length)] ?? first;
  }
}

function shapeOf({ boss }: Battle, { shape, aim }: AttackConfig, aimed: Combatant): AttackShape {
  const from = told(boss.position);
  const ahead = (metres: number): Position => told(towards(boss.position, aimed.position, metres));
  switch (shape.kind) {
    case 'circle':
      return { kind: 'circle', at: aim === 'itself' ? from : told(aimed.position), radius: shape.radius };
    case 'line':
      return { kind: 'line', from, to: ahead(shape.length), width: shape.width };
    case 'cone':
      return { kind: 'cone', from, to: ahead(1), angle: shape.angle, length: shape.length };
    case 'everywhere':
      return { kind: 'everywhere' };
    case 'target':
      return { kind: 'target', id: aimed.id };
  }
}
