import type { Mode } from '../../contracts/mode.js';

/** Where a conversation is; without an id, a new one. */
export function chatPath(mode: Mode, sessionId?: string): string {
  const query = new URLSearchParams({ mode, ...(sessionId !== undefined && { session: sessionId }) });
  return `chat?${query.toString()}`;
}

/** Where a new conversation is with its first message written already. */
export function askPath(mode: Mode, message: string): string {
  return `chat?${new URLSearchParams({ mode, q: message }).toString()}`;
}

/** A fresh id for a conversation; pages that are not served securely have no `randomUUID`. */
export function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
