import type { SessionView } from '../../contracts/run.js';

export interface KnownSessions {
  /** What was sought. */
  words: string;
  sessions: readonly SessionView[];
  /** There may be older ones. */
  hasMore: boolean;
}

export interface SessionPage {
  words: string;
  page: readonly SessionView[];
  /** The session it follows; undefined for the newest. */
  before: string | undefined;
  /** How many were asked for. */
  size: number;
}

/** What is known with one page more, each session once; a page of another search begins anew. */
export function joined(
  old: KnownSessions | undefined,
  { words, page, before, size }: SessionPage,
): KnownSessions {
  const isFull = page.length === size;
  if (old === undefined || old.words !== words) return { words, sessions: page, hasMore: isFull };
  const ids = new Set(page.map(({ session_id: id }) => id));
  const others = old.sessions.filter(({ session_id: id }) => !ids.has(id));
  if (before !== undefined) return { words, sessions: [...others, ...page], hasMore: isFull };
  return { words, sessions: [...page, ...others], hasMore: others.length > 0 ? old.hasMore : isFull };
}
