import { fighter, standing, type Battle } from './battle-state.js';
import { hurt } from './damage.js';
import { distance } from './geometry.js';
import { walk } from './movement.js';
import { announce, land, rage } from './strikes.js';

const BLOW_MS = 1_400;
/** How much of its grudge the boss keeps from tick to tick. */
const GRUDGE = 0.995;

/** One tick of the boss: its phase, what it announced, whom it hunts and hits. */
export function takeBossTurn(battle: Battle): void {
  const { boss } = battle;
  if (boss.hp <= 0) return;
  changePhase(battle);
  land(battle);
  choosePrey(battle);
  if (boss.casting !== undefined) return;
  if (battle.t >= boss.next_attack_at) announce(battle);
  else hunt(battle);
}

function changePhase(battle: Battle): void {
  const { boss, config } = battle;
  const percent = (100 * boss.hp) / config.hp;
  const phase = config.phases.findLastIndex(({ at_hp_percent }) => percent <= at_hp_percent) + 1;
  if (phase <= boss.phase) return;
  boss.phase = phase;
  battle.emit('boss.phase_changed', { boss: boss.id, phase, hp: boss.hp });
}

function choosePrey(battle: Battle): void {
  const { boss } = battle;
  for (const one of battle.fighters) one.threat *= GRUDGE;
  const isStanding = fighter(battle, boss.prey)?.status === 'up';
  if (isStanding && battle.t < boss.provoked_until) return;
  const [first, ...rest] = standing(battle);
  if (first === undefined) return;
  const held = (one: typeof first): number => one.threat * (one.id === boss.prey ? 1.25 : 1);
  boss.prey = rest.reduce((best, one) => (held(one) > held(best) ? one : best), first).id;
}

function hunt(battle: Battle): void {
  const { boss, config } = battle;
  const prey = fighter(battle, boss.prey);
  if (prey?.status !== 'up') return;
  if (distance(boss.position, prey.position) > config.range) {
    const walker = { position: boss.position, speed: config.speed };
    walk(battle, walker, prey.position);
    boss.position = walker.position;
  } else if (battle.t >= boss.next_blow_at) {
    boss.next_blow_at = battle.t + BLOW_MS;
    hurt(battle, prey, config.damage * rage(battle), boss.id);
  }
}
