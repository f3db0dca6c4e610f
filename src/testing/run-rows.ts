import type { Reply } from '../contracts/chat.js';
import { uuidv7 } from '../core/ids.js';
import { insertAcceptedRun, type NewRun } from '../store/accept.js';
import type { Database } from '../store/database.js';
import { finishRun, type RunEnd } from '../store/finish.js';
import { claimRun, type ClaimedRun } from '../store/runs.js';
import { renewLease } from '../store/workers.js';

/** Commits a queued run of ada's, in a session of its own unless told otherwise. */
export async function acceptTestRun(db: Database, given: Partial<NewRun> = {}): Promise<NewRun> {
  const run: NewRun = {
    runId: uuidv7(),
    sessionId: `session-${uuidv7()}`,
    userId: 'ada',
    mode: 'support',
    message: 'hello',
    truncated: false,
    messageId: uuidv7(),
    eventId: uuidv7(),
    approvalId: null,
    scopes: ['copilot.read', 'copilot.exec'],
    findings: null,
    privateValues: [],
    traceparent: null,
    dryRun: false,
    game: null,
    ...given,
  };
  if (!(await insertAcceptedRun(db, run))) throw new Error('The run was not accepted');
  return run;
}

/** A worker whose lease is good for a minute. */
export async function startTestWorker(db: Database): Promise<string> {
  const worker = uuidv7();
  await renewLease(db, worker, 60_000);
  return worker;
}

/** Takes a run up as a process does. */
export async function claimTestRun(db: Database, runId: string, worker?: string): Promise<ClaimedRun> {
  const claimed = await claimRun(db, runId, worker ?? (await startTestWorker(db)));
  if (claimed === undefined) throw new Error('The run could not be claimed');
  return claimed;
}

const REPLY: Reply = { kind: 'answer', data: null, text: 'done' };

/** Ends a claimed run, well unless told otherwise; false where it was not ours to end. */
export function endTestRun(
  db: Database,
  run: { runId: string; attempt: number },
  given: Partial<RunEnd> = {},
): Promise<boolean> {
  return finishRun(db, {
    runId: run.runId,
    attempt: run.attempt,
    status: 'done',
    reply: REPLY,
    answer: REPLY.text,
    error: null,
    messageId: uuidv7(),
    busEvents: [],
    last: { seq: 1, key: 'run.end', event: '{"type":"run.finished","outcome":"done"}' },
    ...given,
  });
}
