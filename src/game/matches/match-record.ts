import { createHash } from 'node:crypto';
import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';

/**
 * One input of a match, in the order in which it had its effect. A snapshot and the records after it give the match again:
 * the same facts, plans and actions.
 */
export type MatchRecord =
  /** Acted on. */
  | { k: 'event'; event: GameEvent }
  /** Kept until the numbers before it are here or given up. */
  | { k: 'held'; event: GameEvent }
  /** Its turn came and went without effect: a newer one says more, or it could not be acted on. */
  | { k: 'passed'; source: string; seq: number }
  /** The source goes on at `next`; the numbers missing before it were given up. */
  | { k: 'gap'; source: string; next: number }
  | { k: 'tick'; t: number }
  | { k: 'advice'; player: string; advice: JsonObject }
  /** What the player's matches against a boss came to. */
  | { k: 'memory'; player: string; memory: JsonObject }
  /** What was written for an NPC. */
  | { k: 'line'; player: string; line: JsonObject };

/** The shard of a match; for ever the same, as the streams are named after it. */
export function shardOf(matchId: string, shards: number): number {
  return createHash('sha1').update(matchId).digest().readUInt32BE(0) % shards;
}
