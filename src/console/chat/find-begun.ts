import type { MessageView } from '../../contracts/run.js';
import { isUnheard } from '../api/ask.js';
import { listMessages } from '../api/runs.js';
import { findUnknownRun } from './record.js';

interface Sought {
  sessionId: string;
  /** The runs that were known before. */
  followed: ReadonlySet<string>;
  said: string;
  signal: AbortSignal;
}

/** The record is asked this often, until it has answered twice: what was sent may still be on its way. */
const LOOKS = { most: 120, answered: 2, everyMs: 1_000 };

/** The connection was lost before anything was heard: what is on record says whether a run was begun, and which. */
export async function findBegun({ sessionId, followed, said, signal }: Sought): Promise<string | undefined> {
  let answered = 0;
  for (let look = 0; look < LOOKS.most && answered < LOOKS.answered && !signal.aborted; look += 1) {
    const messages = await readRecord(sessionId);
    const runId = messages && findUnknownRun(messages, followed, said);
    if (runId !== undefined) return runId;
    if (messages !== undefined) answered += 1;
    await new Promise((resolve) => setTimeout(resolve, LOOKS.everyMs));
  }
  return undefined;
}

/** Undefined where it could not be asked; a conversation that nobody knows has no messages. */
async function readRecord(sessionId: string): Promise<MessageView[] | undefined> {
  try {
    return await listMessages(sessionId);
  } catch (error) {
    return isUnheard(error) ? undefined : [];
  }
}
