import type { GameEvent } from '../../contracts/game-event.js';
import { JsonObject, type JsonValue } from '../../contracts/json.js';
import { redactDeep } from '../../policy/text/redact-deep.js';

/** Types in which words of people can stand. The rest are names out of the game's tables, and numbers. */
const WITH_WORDS: ReadonlySet<string> = new Set([
  'match.started',
  'chat.said',
  'npc.spoken_to',
  'objective.updated',
  'action.resolved',
]);

/** The event without the secrets that somebody may have typed; the very event where there are none. */
export function protectEvent(event: GameEvent): GameEvent {
  if (!('unknown' in event) && !WITH_WORDS.has(event.type)) return event;
  const payload: JsonValue = event.payload as JsonObject;
  const { value } = redactDeep(payload);
  if (value === payload) return event;
  // The same shape with other texts: markers may be longer than a text may be, and are cut to that.
  return { ...event, payload: JsonObject.parse(value) } as GameEvent;
}
