import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../contracts/chat.js';
import { isTerminal, type RunEvent } from '../contracts/run-event.js';
import { dryMark } from './dry-mark.js';
import type { EventFeed } from './event-feed.js';

export interface FollowDeps {
  feed: EventFeed;
  listEvents: (runId: string, after: number) => Promise<RunEvent[]>;
  hasEnded: (runId: string) => Promise<boolean>;
  /** How often the record is looked at for a run that another process carries out, in milliseconds. */
  pollMs: number;
}

/**
 * A run's events after number `after`: from this process while it carries the run out, else from the record. Ends with the
 * run, also where `after` is past its last event.
 */
export async function* followRun(
  deps: FollowDeps,
  runId: string,
  options: { after: number; signal: AbortSignal },
): AsyncGenerator<RunEvent> {
  const { signal } = options;
  let last = options.after;
  while (!signal.aborted) {
    const events = deps.feed.has(runId)
      ? deps.feed.read(runId, last, signal)
      : await deps.listEvents(runId, last);
    const before = last;
    for await (const event of events) {
      last = event.seq;
      yield event;
      if (isTerminal(event)) return;
    }
    if (last > before || deps.feed.has(runId)) continue;
    if (await deps.hasEnded(runId)) {
      // Either the end came between the two looks, or there is nothing after `after`.
      yield* await deps.listEvents(runId, last);
      return;
    }
    await sleep(deps.pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Waits for a run's end and gives its reply; a run that ended badly has one too. */
export async function awaitReply(events: AsyncIterable<RunEvent>): Promise<Reply> {
  let reply: Reply | undefined;
  let isDry = false;
  for await (const event of events) {
    if (event.type === 'run.started') isDry = event.dry_run === true;
    if (event.type === 'reply') reply = event.reply;
    if (event.type === 'run.failed') reply = asError(event.message);
    if (event.type === 'run.cancelled') reply = asError(event.message ?? 'This request was cancelled.');
  }
  return { ...(reply ?? asError('No answer came in time.')), ...dryMark(isDry) };
}

function asError(message: string): Reply {
  return { kind: 'error', msg: message, text: message };
}
