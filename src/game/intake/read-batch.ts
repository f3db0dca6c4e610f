import type { GameRefusal } from '../../contracts/game-door.js';
import type { GameEvent } from '../../contracts/game-event.js';
import { parseGameEvent, type Parsed } from './parse-event.js';
import { protectEvent } from './protect-event.js';

/** Larger than any event of a known type has reason to be. */
const MAX_EVENT_CHARACTERS = 65_536;

/** A batch as a door took it: what can be acted on, in order, and what cannot, with why. */
export interface ReadBatch {
  /** With their places in the batch. */
  events: { index: number; event: GameEvent }[];
  refused: GameRefusal[];
}

export function readBatch(values: readonly unknown[]): ReadBatch {
  const events: ReadBatch['events'] = [];
  const refused: GameRefusal[] = [];
  for (const [index, value] of values.entries()) {
    const parsed = parseGameEvent(value);
    if ('event' in parsed) events.push({ index, event: protectEvent(parsed.event) });
    else refused.push({ index, ...parsed.refusal });
  }
  return { events, refused };
}

/** Reads an event from the text a game server wrote to a stream. */
export function readEventText(text: string): Parsed {
  if (text.length > MAX_EVENT_CHARACTERS)
    return { refusal: { field: '', reason: `is larger than ${MAX_EVENT_CHARACTERS} characters` } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refusal: { field: '', reason: 'is not valid JSON' } };
  }
  const parsed = parseGameEvent(value);
  return 'event' in parsed ? { event: protectEvent(parsed.event) } : parsed;
}
