import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../contracts/chat.js';
import type { NewMemory } from '../contracts/memory.js';
import { failpoint } from '../core/failpoint.js';
import { uuidv7 } from '../core/ids.js';
import type { Logger } from '../core/logger.js';
import type { RecentMemory } from '../memory/recent.js';
import type { RunEnd } from '../store/finish.js';
import type { OutboxEvent } from '../store/outbox.js';
import type { ClaimedRun } from '../store/runs.js';
import type { EventFeed } from './event-feed.js';
import { leavesNothing } from './brief-of.js';
import { dryMark } from './dry-mark.js';
import { ROLLBACK } from './run-abort.js';
import { withUnknown, type RunEndState } from './run-end.js';
import type { RunWriter } from './run-log.js';

export interface SettleDeps {
  records: {
    finish: (end: RunEnd) => Promise<boolean>;
    release: (run: ClaimedRun) => Promise<void>;
    /** Settles the writes the run leaves open; gives the tools of those that may or may not have been done. */
    settleEffects: (run: ClaimedRun) => Promise<string[]>;
  };
  feed: EventFeed;
  recent: RecentMemory;
  logger: Logger;
}

export interface Ending {
  run: ClaimedRun;
  writer: RunWriter;
  end: RunEndState;
  /** What is worth keeping of it. */
  memories?: readonly NewMemory[];
}

/** Writes the run's end down, trying for as long as the process lives: a run is never left in between. */
export async function settle(deps: SettleDeps, ending: Ending): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await settleOnce(deps, ending);
    } catch (error) {
      deps.logger.warn(
        { err: error, run_id: ending.run.runId },
        'run end could not be written, trying again',
      );
      await sleep(Math.min(100 * 2 ** attempt, 2_000));
    }
  }
}

async function settleOnce(
  deps: SettleDeps,
  { run, writer, end: reached, memories = [] }: Ending,
): Promise<void> {
  if (reached.status === 'fenced') return;
  if (reached.status === 'handover') return deps.records.release(run);
  if (reached.status !== 'done') await writer.flush().catch(() => undefined);
  // A run that ended well has heard of all its writes.
  const end =
    reached.status === 'done' ? reached : withUnknown(reached, await deps.records.settleEffects(run));
  const isSilent = leavesNothing(run);
  const { key, event, json } = writer.seal(end.event);
  failpoint('checkpoint_to_event');
  const written = await deps.records.finish({
    runId: run.runId,
    attempt: run.attempt,
    status: end.status,
    reply: { ...end.reply, ...dryMark(run.dryRun) },
    answer: end.status === 'cancelled' || isSilent ? null : end.reply.text,
    unsaid: end.status === 'cancelled' && end.reason === ROLLBACK,
    error: end.status === 'done' ? null : end.error,
    messageId: uuidv7(),
    memories,
    busEvents: isSilent ? [] : busEventsOf(run, end.reply, end.status),
    last: { seq: event.seq, key, event: json },
  });
  // Another attempt has it, or we ended it by a statement whose answer was lost: the record knows what was said.
  if (!written) return deps.recent.forget(run.sessionId);
  deps.feed.publish(run.runId, [event]);
  if (end.status === 'cancelled' || isSilent) return;
  await deps.recent.append(run.sessionId, [
    { role: 'user', content: run.message },
    { role: 'assistant', content: end.reply.text },
  ]);
}

function busEventsOf(run: ClaimedRun, reply: Reply, status: string): OutboxEvent[] {
  const about = { run_id: run.runId, session_id: run.sessionId, user_id: run.userId, mode: run.mode };
  const executed = { event: 'copilot.task.executed', payload: { ...about, res_kind: reply.kind, status } };
  const planned =
    reply.kind === 'plan' ? [{ event: 'copilot.game.plan', payload: { ...about, plan: reply.data } }] : [];
  return [executed, ...planned].map((event) => ({ eventId: uuidv7(), ...event }));
}
