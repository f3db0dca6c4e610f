import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../contracts/run.js';
import type { Asked } from '../api/use-asked.js';
import { linkTo } from '../navigation.js';
import { fitsSearch } from '../search.js';
import { Ago } from '../ui/Ago.js';
import { chatPath } from './chat-path.js';

interface SessionListProps {
  asked: Asked<SessionView[]>;
  sessionId: string;
  onPicked: () => void;
}

/** The conversations there are, last used first, and a search among them. */
export function SessionList({ asked, sessionId, onPicked }: SessionListProps): ReactNode {
  const [sought, setSought] = useState('');
  return (
    <>
      <input
        type="search"
        placeholder="Search conversations"
        aria-label="Search conversations"
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {asked.status === 'loading' && <p className="quiet small">Asking for your conversations …</p>}
      {asked.status === 'failed' && <p className="problem small">{asked.message}</p>}
      {asked.status === 'ready' && (
        <Found
          sessions={asked.value.filter((session) => fitsSearch(session, sought))}
          {...{ sessionId, onPicked, isSearch: sought.trim() !== '' }}
        />
      )}
    </>
  );
}

interface FoundProps {
  sessions: SessionView[];
  sessionId: string;
  isSearch: boolean;
  onPicked: () => void;
}

function Found({ sessions, sessionId, isSearch, onPicked }: FoundProps): ReactNode {
  if (sessions.length === 0)
    return (
      <p className="quiet small">{isSearch ? 'None fits.' : 'What you talk about will be listed here.'}</p>
    );
  return (
    <ul className="sessions">
      {sessions.map((session) => {
        const link = linkTo(chatPath(session.mode, session.session_id));
        return (
          <li key={session.session_id}>
            <a
              href={link.href}
              aria-current={session.session_id === sessionId ? 'page' : undefined}
              onClick={(event) => (link.onClick(event), onPicked())}
            >
              <span className="title">{session.title ?? 'Untitled'}</span>
              <span className="quiet small">
                {session.mode} · <Ago at={session.last_active_at} />
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
