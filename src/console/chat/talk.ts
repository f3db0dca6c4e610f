import type { Approval, ApprovalAnswer } from '../../contracts/approval.js';
import type { Mode } from '../../contracts/mode.js';
import type { Rating } from '../../contracts/run.js';
import { cancelRun, listApprovals, openAnswer, openTurn, rateRun } from '../api/chat.js';
import { listMessages } from '../api/runs.js';
import { createCarrier, type CarrierDeps } from './carry-turns.js';
import { unansweredRuns } from './record.js';

export interface TalkDeps extends Omit<CarrierDeps, 'signal'> {
  mode: Mode;
}

/** Everything that is done in one conversation, until it is closed. */
export interface Talk {
  /** Reads what is on record, and follows what still runs. Throws `AskError`. */
  read(): Promise<void>;
  /** Reads what was said before that message. Throws `AskError`. */
  readEarlier(before: string): Promise<void>;
  say(said: string): Promise<void>;
  /** Throws `AskError` where the answer is not taken. */
  answer(approval: Approval, answer: ApprovalAnswer): Promise<void>;
  /** Takes back what was not sent. */
  drop(key: string): void;
  /** Reads the events of a run that has ended. */
  look(runId: string): void;
  /** Says what the person thinks of a reply; null takes it back. */
  rate(runId: string, rating: Rating | null): Promise<void>;
  stop(runId: string): Promise<void>;
  close(): void;
}

export function createTalk(deps: TalkDeps): Talk {
  const { sessionId, mode, tell } = deps;
  const closed = new AbortController();
  const { signal } = closed;
  const carrier = createCarrier({ ...deps, signal });

  const read = async (): Promise<void> => {
    if (!carrier.isOnRecord()) return;
    const [messages, pending] = await Promise.all([listMessages(sessionId), listApprovals(sessionId)]);
    if (signal.aborted) return;
    tell({ type: 'read', messages, pending });
    for (const runId of unansweredRuns(messages)) carrier.follow(runId);
  };
  const readAgain = (): Promise<void> => read().catch(() => undefined);

  return {
    read,
    async readEarlier(before) {
      tell({ type: 'earlier', messages: await listMessages(sessionId, before) });
    },
    async say(said) {
      const open = openTurn({ mode, message: said, session_id: sessionId }, signal);
      await carrier.carry({ said, open, ifRefused: 'unsent' }).catch(() => undefined);
      await readAgain();
    },
    async answer(approval, answer) {
      const said = `${answer.decision === 'approve' ? 'Yes' : 'No'}: ${approval.title}`;
      const open = openAnswer(approval, answer, signal);
      await carrier.carry({ said, open, ifRefused: 'dropped' }).finally(readAgain);
    },
    drop: (key) => tell({ type: 'dropped', key }),
    look: carrier.follow,
    async rate(runId, rating) {
      await rateRun(runId, rating);
      tell({ type: 'rated', runId, rating });
    },
    stop: cancelRun,
    close: () => closed.abort(),
  };
}
