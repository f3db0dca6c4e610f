import type { ChatRequest } from '../contracts/chat.js';
import { AppError } from '../core/errors.js';
import type { AcceptRequest } from '../runs/runs.js';
import type { Door } from './deps.js';
import { callerOf, type Scope } from './identity.js';

/** What the wire says, as `Runs` takes it. A process that is stopping takes nothing new. */
export function toAcceptRequest(
  chat: ChatRequest,
  door: Pick<Door, 'config' | 'lifecycle'>,
  scopes: readonly Scope[],
): AcceptRequest {
  assertAccepting(door);
  if (chat.dry_run && DISPLACING.has(chat.multitask_strategy))
    throw new AppError('invalid_field', 'A dry run stops no other turn: leave multitask_strategy out.');
  return {
    mode: chat.mode,
    userId: callerOf(chat.user_id, door.config.anonymousUser),
    message: chat.message,
    strategy: chat.multitask_strategy,
    scopes,
    dryRun: chat.dry_run,
    ...(chat.session_id === null || chat.session_id === undefined ? {} : { sessionId: chat.session_id }),
  };
}

const DISPLACING: ReadonlySet<string> = new Set(['interrupt', 'rollback']);

export function assertAccepting(door: Pick<Door, 'lifecycle'>): void {
  if (door.lifecycle.stopping())
    throw new AppError('stopping', 'The copilot is restarting. Please try again in a moment.');
}
