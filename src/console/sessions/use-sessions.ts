import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../contracts/run.js';
import { listSessions, PAGE_OF_SESSIONS } from '../api/runs.js';
import { messageOf } from '../api/use-asked.js';
import { joined, type KnownSessions } from './known-sessions.js';

export interface FoundSessions {
  /** As they were last known, in which all words of `sought` were said; undefined before any answer. */
  sessions: readonly SessionView[] | undefined;
  sought: string;
  search(words: string): void;
  /** What is shown is not what is sought yet. */
  isSearching: boolean;
  problem: string | null;
  /** Asks again; what is shown stays until the answer is there. */
  refresh(): void;
  /** Asks for older ones, where there are. */
  more: (() => void) | undefined;
}

/** A word is sought when nobody has typed for so long. */
const TYPED_MS = 250;

/** The caller's conversations, page by page, and a search among all of them. */
export function useSessions(): FoundSessions {
  const [sought, search] = useState('');
  const [known, setKnown] = useState<KnownSessions>();
  const [problem, setProblem] = useState<string | null>(null);
  const wanted = useRef('');
  const read = useCallback(async (before?: string): Promise<void> => {
    const words = wanted.current;
    const failed = await listSessions(words, before).then(
      (page) => {
        if (words === wanted.current)
          setKnown((old) => joined(old, { words, page, before, size: PAGE_OF_SESSIONS }));
        return null;
      },
      (error: unknown) => messageOf(error),
    );
    if (words === wanted.current) setProblem(failed);
  }, []);
  const words = sought.trim();
  useEffect(() => {
    const timer = setTimeout(
      () => {
        wanted.current = words;
        void read();
      },
      words === wanted.current ? 0 : TYPED_MS,
    );
    return () => clearTimeout(timer);
  }, [words, read]);
  const last = known?.sessions.at(-1)?.session_id;
  return {
    sessions: known?.sessions,
    sought,
    search,
    isSearching: known !== undefined && known.words !== words,
    problem,
    refresh: useCallback(() => void read(), [read]),
    more: known?.hasMore === true ? () => void read(last) : undefined,
  };
}
