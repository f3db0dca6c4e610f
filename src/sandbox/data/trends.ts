import type { Trends } from '../../services/xengine/xengine.schema.js';
import { between, chance } from '../random.js';

const TOPICS = [
  'DinoBoss solo runs',
  'Nebula cosmetics',
  'Frost builds',
  'Orion Comets comeback',
  'Void weapons',
  'Three-medic raids',
  'Storm skiff races',
  'Turret bridges',
  'Retro season nostalgia',
  'Speedrun of the Clockwork Oracle',
  'Ranked duo queues',
  'Photo mode contests',
];

/** What players are taken by, strongest first; the numbers depend on the seed. */
export function xengineTrends(seed: number): Trends['trends'] {
  return TOPICS.map((topic, place) => ({
    topic,
    score: 98 - place * 6 - between(0, 5, chance(seed, 'trend', topic)),
    change_percent: between(-20, 60, chance(seed, 'change', topic)),
  }));
}
