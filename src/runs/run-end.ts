import type { Reply } from '../contracts/chat.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { FencedError } from './commit-queue.js';
import { RunAbort } from './run-abort.js';

interface RunFailure {
  code: string;
  message: string;
}

/** How a run ended, with all that is to be written of it. */
export type RunEndState =
  | { status: 'done'; reply: Reply; event: RunEventBody }
  | { status: 'failed'; reply: Reply; error: RunFailure; event: RunEventBody }
  | { status: 'cancelled'; reply: Reply; error: RunFailure; event: RunEventBody; reason: string }
  /** Not ended: another attempt has it, or shall have it. Nothing is written. */
  | { status: 'fenced' }
  | { status: 'handover' };

export function endedWell(reply: Reply): RunEndState {
  return { status: 'done', reply, event: { type: 'run.finished', outcome: 'done' } };
}

/** What became of a run whose graph threw `thrown`, or whose signal had aborted with `aborted` by then. */
export function endedBadly(thrown: unknown, aborted: unknown): RunEndState {
  const cause = aborted ?? thrown;
  if (cause instanceof FencedError) return { status: 'fenced' };
  if (!(cause instanceof RunAbort))
    return failed('internal_error', 'Something went wrong on our side. Please try again.');
  if (cause.kind === 'handover') return { status: 'handover' };
  if (cause.kind === 'timeout')
    return failed('timeout', 'This took too long, so I stopped. Please try again.');
  const message = 'This request was cancelled.';
  return {
    status: 'cancelled',
    reply: { kind: 'error', msg: message, text: message },
    error: { code: 'cancelled', message },
    event: { type: 'run.cancelled', reason: cause.reason },
    reason: cause.reason,
  };
}

/** A run that failed with a sentence for the person. */
export function failed(code: string, message: string): Extract<RunEndState, { status: 'failed' }> {
  return {
    status: 'failed',
    reply: { kind: 'error', msg: message, text: message },
    error: { code, message },
    event: { type: 'run.failed', code, message },
  };
}

type BadEnd = Extract<RunEndState, { status: 'failed' | 'cancelled' }>;

/** The same end, saying also of which writes nobody can say whether they were done. */
export function withUnknown(end: BadEnd, tools: readonly string[]): BadEnd {
  if (tools.length === 0) return end;
  const names = [...new Set(tools)].join(', ');
  const message = `${end.error.message} ${names} may or may not have been done; please look before you try again.`;
  const reply: Reply = { kind: 'error', msg: message, text: message };
  if (end.status === 'cancelled') {
    const event: RunEventBody = { type: 'run.cancelled', reason: end.reason, message };
    return { ...end, reply, event, error: { ...end.error, message } };
  }
  return failed(end.error.code, message);
}
