import type { Reply } from '../../src/contracts/chat.js';
import type { JsonValue } from '../../src/contracts/json.js';
import type { RunEvent } from '../../src/contracts/run-event.js';
import type { LedgerEntry } from '../../src/sandbox/ledger/write-ledger.js';

/** One place of the services' state that is another one than before; undefined where there is or was nothing. */
export interface Change {
  path: string;
  from: JsonValue | undefined;
  to: JsonValue | undefined;
}

/** What a turn did, as far as anybody outside the service could know. */
export interface TurnTrace {
  /** As it was said, or "approve orders.refund". */
  input: string;
  /** The code it was turned away with; there are no events then. */
  rejected: string | undefined;
  /** The tool of the question it answers, where it answers one. */
  answered: string | undefined;
  events: readonly RunEvent[];
  reply: Reply | undefined;
  /** What is different in the services. */
  changes: readonly Change[];
  /** What was written in the services, as they noted it; undefined where their answers are a recording. */
  writes: readonly LedgerEntry[] | undefined;
  /** The memories it was given, those that are new after it, those that are gone; as texts. */
  recalled: readonly string[];
  remembered: readonly string[];
  forgotten: readonly string[];
  took_ms: number;
}

/** What a case did. */
export interface CaseTrace {
  turns: readonly TurnTrace[];
  /** What is different in the services between the first turn and the end. */
  changes: readonly Change[];
  /** Where something reached out of the case: to the network, to the time of day, to a model that is not recorded. */
  violations: readonly string[];
  /** What the service logged as errors. */
  errors: readonly string[];
}

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/** The events of one type, in order. */
export function eventsOf<Type extends RunEvent['type']>(
  { events }: Pick<TurnTrace, 'events'>,
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}
