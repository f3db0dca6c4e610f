import type { Mode } from '../../contracts/mode.js';

/** The agents the router of each mode can pick from. The last one is the mode's default. */
export const SPECIALISTS: Record<Mode, readonly string[]> = {
  helm: ['shop', 'knowledge', 'email', 'orders', 'social', 'sports', 'trends', 'guide'],
  support: ['orders', 'email', 'sports', 'social', 'trends', 'greeter', 'knowledge'],
  player: ['strategist', 'npc'],
};
