import type { Approval } from '../../contracts/approval.js';
import type { Reply } from '../../contracts/chat.js';
import type { MessageView, Rating } from '../../contracts/run.js';
import { isTerminal, type RunEvent } from '../../contracts/run-event.js';
import { PAGE_OF_MESSAGES } from '../api/page-size.js';

/** One run as the person sees it: what they said, and what came of it. */
export interface Turn {
  /** The run's id; until there is one, a name given here. */
  key: string;
  runId: string | null;
  said: string | null;
  /** ISO 8601. */
  at: string;
  reply: Reply | null;
  /** What the person said of the reply. */
  rating: Rating | null;
  /** The run's events as far as they are here: of an old run none, until somebody asks. */
  events: RunEvent[];
  /** `unsent`: nothing came of it, and it can be said again. */
  phase: 'sending' | 'running' | 'ended' | 'unsent';
  /** The connection is away; it is being taken up again. */
  lost: boolean;
  problem: string | null;
}

export interface Conversation {
  turns: Turn[];
  /** The questions that wait for a yes. */
  pending: Approval[];
  /** The oldest message that was read, where there may be older ones; undefined before any was read. */
  oldest: string | null | undefined;
}

export type Change =
  | { type: 'read'; messages: MessageView[]; pending: Approval[] }
  | { type: 'earlier'; messages: MessageView[] }
  | { type: 'said'; key: string; said: string; at: string }
  | { type: 'begun'; key: string; runId: string }
  | { type: 'heard'; runId: string; events: RunEvent[] }
  | { type: 'lost'; key: string; lost: boolean }
  | { type: 'unsent'; key: string; problem: string }
  | { type: 'rated'; runId: string; rating: Rating | null }
  | { type: 'dropped'; key: string };

export const NOTHING_SAID: Conversation = { turns: [], pending: [], oldest: undefined };

/** The conversation after something was learned of it. What is known already is not taken twice. */
export function changed(conversation: Conversation, change: Change): Conversation {
  switch (change.type) {
    case 'read':
      return read(conversation, change.messages, change.pending);
    case 'earlier':
      return {
        ...conversation,
        turns: merged(conversation.turns, turnsOf(change.messages)),
        oldest: oldestOf(change.messages),
      };
    case 'said':
      return { ...conversation, turns: [...conversation.turns, saidTurn(change)] };
    case 'begun':
      return begun(conversation, change.key, change.runId);
    case 'heard':
      return update(conversation, change.runId, (turn) => hearing(turn, change.events));
    case 'lost':
      return update(conversation, change.key, () => ({ lost: change.lost }));
    case 'unsent':
      return update(conversation, change.key, () => ({
        phase: 'unsent',
        problem: change.problem,
        lost: false,
      }));
    case 'rated':
      return update(conversation, change.runId, () => ({ rating: change.rating }));
    case 'dropped':
      return { ...conversation, turns: conversation.turns.filter(({ key }) => key !== change.key) };
    default:
      return change satisfies never;
  }
}

function read({ turns, oldest }: Conversation, messages: MessageView[], pending: Approval[]): Conversation {
  return {
    turns: merged(turns, turnsOf(messages)),
    pending,
    oldest: oldest === undefined ? oldestOf(messages) : oldest,
  };
}

function oldestOf(messages: MessageView[]): string | null {
  return messages.length < PAGE_OF_MESSAGES ? null : (messages[0]?.id ?? null);
}

function saidTurn({ key, said, at }: { key: string; said: string; at: string }): Turn {
  return { ...EMPTY, key, said, at, phase: 'sending' };
}

const EMPTY: Turn = {
  key: '',
  runId: null,
  said: null,
  at: '',
  reply: null,
  rating: null,
  events: [],
  phase: 'ended',
  lost: false,
  problem: null,
};

/** The run may have been read from the record before whoever started it was told its id. */
function begun(conversation: Conversation, key: string, runId: string): Conversation {
  const { turns } = conversation;
  const others = turns.filter((turn) => turn.runId !== runId || turn.key === key);
  const known = turns.find((turn) => turn.runId === runId && turn.key !== key);
  return update({ ...conversation, turns: others }, key, (turn) => ({
    ...known,
    key,
    runId,
    said: turn.said,
    phase: known?.phase ?? 'running',
    problem: null,
  }));
}

function hearing(turn: Turn, events: RunEvent[]): Partial<Turn> {
  const last = turn.events.at(-1)?.seq ?? 0;
  const fresh = events.filter(({ seq }) => seq > last);
  if (fresh.length === 0) return {};
  const ended = fresh.some(isTerminal);
  return {
    events: [...turn.events, ...fresh],
    reply: replyIn(fresh) ?? turn.reply,
    ...(ended && { phase: 'ended', lost: false }),
  };
}

/** A run that failed behind its reply answers with the failure. */
function replyIn(events: RunEvent[]): Reply | undefined {
  const failed = events.find(({ type }) => type === 'run.failed' || type === 'run.cancelled');
  if (failed !== undefined) return endedBadly(failed);
  for (const event of events.toReversed()) if (event.type === 'reply') return event.reply;
  return undefined;
}

function endedBadly(event: RunEvent): Reply {
  const text = textOfEnd(event);
  return { kind: 'error', msg: text, text };
}

function textOfEnd(event: RunEvent): string {
  if (event.type === 'run.failed') return event.message;
  return (event.type === 'run.cancelled' ? event.message : undefined) ?? 'Stopped.';
}

function turnsOf(messages: MessageView[]): Turn[] {
  const turns = new Map<string, Turn>();
  for (const { id, run_id: runId, role, content, reply, rating = null, created_at: at } of messages) {
    const key = runId ?? id;
    const turn = turns.get(key) ?? { ...EMPTY, key, runId, at, phase: runId === null ? 'ended' : 'running' };
    if (role === 'user') turns.set(key, { ...turn, said: content });
    else turns.set(key, { ...turn, reply: reply ?? textReply(content), rating, phase: 'ended' });
  }
  return [...turns.values()];
}

function textReply(text: string): Reply {
  return { kind: 'answer', data: null, text };
}

/** What was read of the record, in its order, with what is known here besides, between what was before and comes after it. */
function merged(old: Turn[], read: Turn[]): Turn[] {
  const byRun = new Map(old.flatMap((turn) => (turn.runId === null ? [] : [[turn.runId, turn]])));
  const known = read.map((turn) => {
    const own = turn.runId === null ? undefined : byRun.get(turn.runId);
    if (own === undefined) return turn;
    const isOver = own.phase === 'ended' || turn.phase === 'ended';
    return {
      ...own,
      reply: turn.reply ?? own.reply,
      rating: turn.rating,
      said: turn.said,
      phase: isOver ? 'ended' : own.phase,
    } as Turn;
  });
  const ids = new Set(read.map(({ key }) => key));
  const first = read[0]?.at ?? '';
  const others = old.filter(({ key, runId }) => !ids.has(runId ?? key));
  const isBefore = ({ runId, at }: Turn): boolean => runId !== null && at < first;
  return [...others.filter(isBefore), ...known, ...others.filter((turn) => !isBefore(turn))];
}

function update(conversation: Conversation, id: string, to: (turn: Turn) => Partial<Turn>): Conversation {
  const turns = conversation.turns.map((turn) =>
    turn.key === id || turn.runId === id ? { ...turn, ...to(turn) } : turn,
  );
  return { ...conversation, turns };
}
