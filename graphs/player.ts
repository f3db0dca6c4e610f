import { SPECIALISTS } from '../src/planner/rules/specialists.js';
import type { ModeDefinition } from './mode-definition.js';

/** A player or a game server: strategy for the fight, and the voices of the world. */
export const player: ModeDefinition = {
  mode: 'player',
  specialists: SPECIALISTS.player,
  tools: ['game.match', 'game.analyze', 'game.plan', 'game.execute', 'npc.respond'],
};
