import { AppError } from '../../core/errors.js';
import type { Accepted } from '../../runs/runs.js';
import type { Door } from '../deps.js';
import type { Scope } from '../identity.js';
import type { Send } from './outbox.js';

export interface Connection {
  door: Door;
  /** Who speaks where a frame names nobody. */
  userId: string;
  scopes: readonly Scope[];
  /** The W3C trace that the upgrade belongs to; empty for none. */
  traceparent: string;
  send: Send;
  closed: AbortSignal;
  /** The runs whose events are being sent, by run id. */
  follows: Map<string, AbortController>;
  /** Turns and subscriptions under way. */
  busy: number;
  /** Settles when the last message is accepted or refused. */
  accepting: Promise<unknown>;
}

/** Refuses `work` where the socket has too much under way already. */
export async function whileBusy(connection: Connection, work: () => Promise<void>): Promise<void> {
  if (connection.busy >= connection.door.limits.socketTurns) {
    throw new AppError('queue_full', 'Too many turns at once on this socket. Please wait for a reply.');
  }
  connection.busy += 1;
  try {
    await work();
  } finally {
    connection.busy -= 1;
  }
}

/** One after the other: what a socket sends is accepted in the order in which it was sent. */
export function inOrder(connection: Connection, accept: () => Promise<Accepted>): Promise<Accepted> {
  const accepted = connection.accepting.then(accept);
  connection.accepting = accepted.catch(() => undefined);
  return accepted;
}
