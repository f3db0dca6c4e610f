import type { EventMention } from '../../contracts/match-view.js';
import type { MindState } from '../mind-state.js';

/** What happened longer ago is no reason any more. */
const RECENT_MS = 10_000;
const FEW = 3;
/** Events that matter to everybody. */
const FOR_ALL: ReadonlySet<string> = new Set([
  'boss.phase_changed',
  'boss.exposed',
  'boss.spawned',
  'player.downed',
]);

/** The latest events about somebody of these, or about the fight as a whole. */
export function citeEvents(state: MindState, about: readonly string[]): EventMention[] {
  return state.events
    .filter((event) => event.t_game + RECENT_MS >= state.world.t_game)
    .filter((event) => about.includes(event.about) || FOR_ALL.has(event.type))
    .slice(-FEW);
}
