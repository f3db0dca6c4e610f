import type { NumberedAction } from '../../contracts/game-door.js';
import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';
import { uuidOf, uuidv7 } from '../../core/ids.js';
import { redactText } from '../../policy/text/redact.js';
import type { MatchRecord } from './match-record.js';
import type { LaneOutput } from './match-lane.js';
import type { GameNotes } from './game-notes.js';
import { addRecord, type BookedMatch, type ShardBook } from './shard-book.js';

const MAX_DEAD_CHARACTERS = 16_384;
const MAX_KNOWN_PLANS = 64;

/** Writes what happens in a match into the book of its shard, and counts it. */
export function noteEffects(
  book: ShardBook,
  match: () => BookedMatch,
  { notes, onEnded }: { notes: GameNotes; onEnded: (match: BookedMatch) => void },
): LaneOutput {
  return {
    record(record, { actions, verdict }, { readAt, tookMs }) {
      addRecord(book, match(), record);
      if (record.k === 'event') notes.eventPlayed(tookMs);
      if (isEnd(record)) book.unwritten.done.push(() => onEnded(match()));
      if (record.k === 'tick') notes.ticked(tookMs);
      if (verdict !== undefined) notes.advised(verdict.outcome);
      for (const numbered of actions) addAction(book, match(), numbered);
      if (actions.length > 0 && readAt > 0) book.unwritten.readAt.push(readAt);
    },
    poison(event, error) {
      const { match_id, source, seq, type } = event;
      notes.poisoned({ match_id, source, seq, type }, error);
      addDeadLetter(book, event, { matchId: event.match_id, reason: `it failed: ${messageOf(error)}` });
    },
    tickFailed: (error) => notes.tickFailed(match().lane.matchId, error),
    skipped: (numbers) => notes.skipped(numbers),
    superseded: () => notes.superseded(),
  };
}

function isEnd(record: MatchRecord): boolean {
  return record.k === 'event' && record.event.type === 'match.ended';
}

function addAction(book: ShardBook, match: BookedMatch, numbered: NumberedAction): void {
  const { matchId, state } = match.lane;
  book.unwritten.actions.push({ matchId, numbered });
  const { plan_id: planId, player } = numbered.action;
  if (planId === undefined || match.knownPlans.has(planId)) return;
  remember(match.knownPlans, planId);
  const plan = state.minds.get(player)?.plan(planId);
  if (plan === undefined) return;
  const { goal, cause, t_game: tGame, steps } = plan;
  const { shard } = book;
  for (const [index, made] of steps.entries()) {
    const step = JSON.stringify(made);
    const stepNo = index + 1;
    book.unwritten.steps.push({ planId, matchId, shard, player, goal, cause, tGame, stepNo, step });
  }
  const payload = { match_id: matchId, player, plan_id: planId, goal, cause, t_game: tGame, steps };
  const eventId = uuidOf(matchId, planId);
  book.unwritten.busEvents.push({ shard, eventId, planId, payload: JSON.stringify(payload) });
}

function remember(known: Set<string>, planId: string): void {
  known.add(planId);
  if (known.size <= MAX_KNOWN_PLANS) return;
  const [oldest] = known;
  if (oldest !== undefined) known.delete(oldest);
}

/** Keeps what could not be acted on; without secrets, as nobody has read it. */
export function addDeadLetter(
  book: ShardBook,
  event: GameEvent | JsonObject | string,
  { matchId, reason }: { matchId: string | null; reason: string },
): void {
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  // A text column takes no NUL and no half of a pair.
  const safe = redactText(text.slice(0, MAX_DEAD_CHARACTERS)).text.toWellFormed().replaceAll('\0', '');
  book.unwritten.deadLetters.push({
    id: uuidv7(),
    shard: book.shard,
    matchId,
    reason: redactText(reason).text.slice(0, 500),
    event: safe,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
