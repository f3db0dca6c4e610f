import type { ReactNode } from 'react';
import type { SessionView } from '../../contracts/run.js';
import { MODE_NAMES } from '../mode-names.js';
import { linkTo } from '../navigation.js';
import { Ago } from '../ui/Ago.js';
import { chatPath } from './chat-path.js';

interface SessionListProps {
  sessions: readonly SessionView[];
  sessionId: string;
  onPicked: () => void;
}

/** Conversations, each a link to go on with it. */
export function SessionList({ sessions, sessionId, onPicked }: SessionListProps): ReactNode {
  return (
    <ul className="sessions">
      {sessions.map((session) => {
        const link = linkTo(chatPath(session.mode, session.session_id));
        return (
          <li key={session.session_id}>
            <a
              href={link.href}
              title={session.title ?? undefined}
              aria-current={session.session_id === sessionId ? 'page' : undefined}
              onClick={(event) => (link.onClick(event), onPicked())}
            >
              <span className="title">{session.title ?? 'Untitled'}</span>
              <span className="quiet small">
                {MODE_NAMES[session.mode]} · <Ago at={session.last_active_at} />
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
