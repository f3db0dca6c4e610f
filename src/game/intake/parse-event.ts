import { z } from 'zod';
import type { GameRefusal } from '../../contracts/game-door.js';
import {
  GAME_PAYLOADS,
  GameEventEnvelope,
  type GameEvent,
  type KnownGameEventType,
} from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';

export type Refusal = Omit<GameRefusal, 'index'>;
export type Parsed = { event: GameEvent } | { refusal: Refusal };

/** What a key of a row can be: no control characters and no half of a pair. */
const Name = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,64}$/u, 'must be 1 to 64 printable characters');
// The payload is held to the schema of its type. It comes from JSON, so what has no schema need not be walked to know that
// it is JSON.
const Envelope = GameEventEnvelope.extend({
  source: Name,
  match_id: Name,
  player: Name,
  payload: z.custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  ),
});

/** A payload of no known type is kept as it is, if it is not larger than this. */
const MAX_UNKNOWN_CHARACTERS = 4_096;

/** Reads one event of a game server; what cannot be one is refused with the field that is wrong. Never throws. */
export function parseGameEvent(value: unknown): Parsed {
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return refuse(value, envelope.error, []);
  const { type, payload } = envelope.data;
  if (!isKnown(type)) return keepUnknown(envelope.data);
  const known = GAME_PAYLOADS[type].safeParse(payload);
  if (!known.success) return refuse(value, known.error, ['payload']);
  // Checked by the schema of this very type; the union cannot follow that.
  return { event: { ...envelope.data, payload: known.data } as unknown as GameEvent };
}

function isKnown(type: string): type is KnownGameEventType {
  return Object.hasOwn(GAME_PAYLOADS, type);
}

function keepUnknown(envelope: z.infer<typeof Envelope>): Parsed {
  if (lengthOf(envelope.payload) <= MAX_UNKNOWN_CHARACTERS) return { event: { ...envelope, unknown: true } };
  const reason = `is larger than ${MAX_UNKNOWN_CHARACTERS} characters, and ${envelope.type} is no known type`;
  return { refusal: { source: envelope.source, seq: envelope.seq, field: 'payload', reason } };
}

/** Infinite where it is nested so deep that it cannot even be written. */
function lengthOf(payload: object): number {
  try {
    return JSON.stringify(payload).length;
  } catch {
    return Infinity;
  }
}

const Numbered = z.object({
  source: Name.optional().catch(undefined),
  seq: z.int().optional().catch(undefined),
});

function refuse(value: unknown, error: z.ZodError, within: readonly string[]): Parsed {
  const [issue] = error.issues;
  const field = [...within, ...(issue?.path ?? [])].map(String).join('.');
  const { source, seq } = Numbered.safeParse(value).data ?? {};
  return {
    refusal: {
      ...(source === undefined ? {} : { source }),
      ...(seq === undefined ? {} : { seq }),
      field,
      reason: issue?.message ?? 'is not a game event',
    },
  };
}
