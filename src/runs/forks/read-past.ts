import type { ChatMessage } from '../../contracts/chat.js';
import type { Dialog } from '../../contracts/dialog.js';
import type { ForkEdit } from '../../contracts/fork.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { EMPTY_DIALOG } from '../../planner/planner.js';
import type { ClaimedRun } from '../../store/runs.js';
import { pastOf } from './past-of.js';

/** What a fork goes on from. */
export interface ForkPast {
  edit: ForkEdit;
  /** What it takes from its parent, as it would have been with the edit. */
  events: RunEvent[];
  /** What earlier turns had left, and what had been said, when the parent began. */
  dialog: Dialog;
  history: ChatMessage[];
  /** The number of the parent's turn in the session. */
  turnNo: number;
  /** The memories that the parent was given; undefined where another message calls up others. */
  recalled: readonly string[] | undefined;
}

export interface PastRecords {
  listEvents: (runId: string) => Promise<RunEvent[]>;
  /** What had been said in a session before a turn of it. */
  listMessagesBefore: (of: { sessionId: string; turnNo: number; limit: number }) => Promise<ChatMessage[]>;
}

/** What a fork goes on from, read from the record; undefined for a run of its own. */
export async function readPast(
  records: PastRecords,
  { fork, sessionId }: Pick<ClaimedRun, 'fork' | 'sessionId'>,
  historyLength: number,
): Promise<ForkPast | undefined> {
  if (fork === null) return undefined;
  const { run_id: parent, at, edit, turn_no: turnNo } = fork;
  const [events, history] = await Promise.all([
    records.listEvents(parent),
    records.listMessagesBefore({ sessionId, turnNo, limit: historyLength }),
  ]);
  const chosen = events.find((event) => event.type === 'route.chosen');
  const recalled = events.find((event) => event.type === 'memory.recalled')?.memories ?? [];
  return {
    edit,
    events: pastOf(events, at, edit),
    dialog: edit.state?.dialog ?? chosen?.dialog ?? EMPTY_DIALOG,
    history,
    turnNo,
    recalled: edit.message === undefined ? recalled.map(({ id }) => id) : undefined,
  };
}
