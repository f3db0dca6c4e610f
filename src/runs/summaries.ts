import type pg from 'pg';
import type { ChatMessage } from '../contracts/chat.js';
import type { ConversationSummary } from '../contracts/conversation.js';
import { sharesOf } from '../memory/conversation/fit-past.js';
import { nextFold } from '../memory/conversation/next-fold.js';
import { summariseByRules } from '../memory/conversation/summarise-by-rules.js';
import { workInBackground } from '../memory/semantic/work-in-background.js';
import type { Scribe, WrittenFor } from '../planner/llm/scribe.js';
import { redactText } from '../policy/text/redact.js';
import { findSummary, readSummaryState, saveSummary } from '../store/session-summaries.js';

/** What long sessions were about. */
export interface Summaries {
  /**
   * The summary, and how many messages have come after what it covers; undefined where there is none, or none that ends before the
   * turn that is numbered `before`.
   */
  find(sessionId: string, before?: number): Promise<(ConversationSummary & { after: number }) | undefined>;
  /** More was said in the session of this run than is told as it is: the oldest of it is to be summed up. Returns at once. */
  grown(run: WrittenFor): void;
}

export interface SummariesDeps {
  pool: pg.Pool;
  /** Tokens that a turn is told of the past. */
  budget: number;
  /** Left out where there is no model, or it is not to be asked. */
  summarise?: Scribe['summarise'] | undefined;
  onError: (error: unknown) => void;
}

/** For a service whose sessions are short. */
export const NO_SUMMARIES: Summaries = { find: () => Promise.resolve(undefined), grown: () => undefined };

/** As many messages of a session are summed up in one step. */
const AT_ONCE = 60;
/** As many sessions wait; the next turn of one that was not taken on asks again. */
const MAX_WAITING = 1_000;

/**
 * Summaries on record, kept up beside the turns, a step at a time: by the model where there is one, by rules where there is none
 * or it fails. One that was lost with a process is made up for after the session's next turn.
 */
export function createSummaries(deps: SummariesDeps): Summaries & { close(): Promise<void> } {
  const waiting = new Map<string, WrittenFor>();
  const background = workInBackground({
    async next(signal) {
      const [first] = waiting;
      if (first === undefined) return [];
      const [sessionId, run] = first;
      waiting.delete(sessionId);
      await catchUp(deps, run, signal);
      return [sessionId];
    },
    onError: deps.onError,
  });
  return {
    find: (sessionId, before) => findSummary(deps.pool, sessionId, before),
    grown(run) {
      if (waiting.size >= MAX_WAITING) return;
      waiting.set(run.sessionId, run);
      background.kick();
    },
    close: background.close,
  };
}

/** Sums up step by step until the rest fits. */
async function catchUp(deps: SummariesDeps, run: WrittenFor, signal: AbortSignal): Promise<void> {
  for (;;) {
    const state = await readSummaryState(deps.pool, run.sessionId, AT_ONCE);
    if (state === undefined) return;
    const older = nextFold(state.rest, deps.budget);
    const last = older.at(-1);
    if (last === undefined) return;
    const text = await summarise(deps, { run, before: state.summary?.text, messages: older }, signal);
    const messages = (state.summary?.messages ?? 0) + older.length;
    const isSaved = await saveSummary(deps.pool, run.sessionId, {
      state,
      next: { text, messages, upto: last.turn },
    });
    if (!isSaved) return;
  }
}

async function summarise(
  { budget, summarise: byModel, onError }: SummariesDeps,
  {
    run,
    before,
    messages,
  }: { run: WrittenFor; before: string | undefined; messages: readonly ChatMessage[] },
  signal: AbortSignal,
): Promise<string> {
  const tokens = sharesOf(budget).summary;
  try {
    const written = await byModel?.(run, { before, messages }, signal);
    // What a model writes is held to what may be stored, and to the room there is.
    if (written !== undefined) return summariseByRules(redactText(written).text, [], tokens);
  } catch (error) {
    signal.throwIfAborted();
    onError(error);
  }
  return summariseByRules(before, messages, tokens);
}
