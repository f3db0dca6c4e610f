import type { ReactNode } from 'react';
import type { SessionView } from '../../contracts/run.js';
import type { FoundSessions } from './use-sessions.js';

interface SessionSearchProps {
  found: FoundSessions;
  /** What is said where there is no conversation at all. */
  empty: string;
  children: (sessions: readonly SessionView[]) => ReactNode;
}

/** A search among all conversations, and those that were found, last used first. */
export function SessionSearch({ found, empty, children }: SessionSearchProps): ReactNode {
  const { sessions, sought, search, isSearching, problem, refresh, more } = found;
  return (
    <>
      <input
        type="search"
        placeholder="Search conversations"
        aria-label="Search conversations"
        maxLength={200}
        value={sought}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {problem !== null && (
        <p className="problem small" role="alert">
          {problem}{' '}
          <button type="button" className="small" onClick={refresh}>
            Ask again
          </button>
        </p>
      )}
      {sessions === undefined && problem === null && (
        <p className="quiet small">Asking for your conversations …</p>
      )}
      {sessions !== undefined && (
        <div className="found" aria-busy={isSearching}>
          {sessions.length === 0 ? (
            <p className="quiet small">{sought.trim() === '' ? empty : 'None fits.'}</p>
          ) : (
            children(sessions)
          )}
          {more !== undefined && (
            <button type="button" className="small" onClick={more}>
              Earlier conversations
            </button>
          )}
        </div>
      )}
    </>
  );
}
