import type { BossConfig } from '../../src/sandbox/arena/boss-config.js';
import { ARENA_BOSSES } from '../../src/sandbox/data/arena-bosses.js';
import { HIDDEN_BOSSES } from './hidden-bosses.js';

/** A fight by the name of its boss, the ones that only tests know included. */
export function fightNamed(name: string): BossConfig {
  const all = [...ARENA_BOSSES, ...HIDDEN_BOSSES];
  const found = all.find((boss) => boss.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`No boss ${name}; there are ${all.map((b) => b.name).join(', ')}`);
  return found;
}
