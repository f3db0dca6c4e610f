import { z } from 'zod';
import { GameId, GameTime, Position } from './game-event.js';

/** What an ally or an NPC can be told to do. A game server ignores what a fighter's role does not allow. */
export const GameActionName = z.enum([
  // Fighters
  'attack',
  'move',
  'dodge',
  'guard',
  'heal',
  'revive',
  'take',
  'interrupt',
  'taunt',
  'flank',
  'kite',
  'regroup',
  'hold',
  // NPCs
  'greet',
  'warn',
  'trade',
  'say',
]);
export type GameActionName = z.infer<typeof GameActionName>;

/** Which of the three layers decided. */
export const GameLayer = z.enum(['reflex', 'tactics', 'strategy']);
export type GameLayer = z.infer<typeof GameLayer>;

/** One command to a game server. It replaces what the actor was told before. */
export const GameAction = z.object({
  /** The same after a crash and a repeat: made of match, actor and what it rests on. */
  action_id: z.string(),
  match_id: GameId,
  player: GameId,
  actor: GameId,
  action: GameActionName,
  /** A fighter, boss, minion, item or objective. */
  target: GameId.optional(),
  position: Position.optional(),
  /** What an NPC says. */
  text: z.string().max(500).optional(),
  layer: GameLayer,
  /** Why, for a person. */
  reason: z.string(),
  /** The plan it belongs to; reflexes have none. */
  plan_id: z.string().optional(),
  /** The version of the world it was decided on, and its game time. */
  world_version: z.int().min(0),
  t_game: GameTime,
  /** Not to be begun after this. */
  expires_at: GameTime,
});
export type GameAction = z.infer<typeof GameAction>;
