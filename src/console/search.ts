import type { SessionView } from '../contracts/run.js';

/** True where a conversation has all the words that are sought, in any case. */
export function fitsSearch({ title, mode, session_id }: SessionView, sought: string): boolean {
  const text = `${title ?? ''} ${mode} ${session_id}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
