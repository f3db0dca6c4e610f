import { chance } from '../random.js';
import type { BossConfig, PhaseConfig } from './boss-config.js';

/** How much of the boss's health does not depend on its strength. */
const STEADY = 0.6;

/** The fight as it is for one seed: a boss is not equally strong every time, so that no way to play wins always or never. */
export function fightOf(config: BossConfig, seed: number): BossConfig {
  const { from, to } = config.strength;
  return atStrength(config, from + (to - from) * chance(seed, 'strength', config.name));
}

/** The fight with a boss that hits `strength` times as hard, and has more health. */
export function atStrength(config: BossConfig, strength: number): BossConfig {
  const hit = (damage: number): number => Math.max(1, Math.round(damage * strength));
  const phaseOf = (phase: PhaseConfig): PhaseConfig => {
    const [first, ...rest] = phase.attacks;
    const attackOf = (attack: typeof first): typeof first => ({ ...attack, damage: hit(attack.damage) });
    return { ...phase, attacks: [attackOf(first), ...rest.map(attackOf)] };
  };
  const [first, ...rest] = config.phases;
  return {
    ...config,
    hp: Math.round(config.hp * (STEADY + (1 - STEADY) * strength)),
    damage: hit(config.damage),
    phases: [phaseOf(first), ...rest.map(phaseOf)],
  };
}
