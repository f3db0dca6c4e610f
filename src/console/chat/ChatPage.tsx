import './chat.css';
import { useState, type ReactNode } from 'react';
import { Mode } from '../../contracts/mode.js';
import { MODE_NAMES, MODES } from '../mode-names.js';
import { goTo, usePlace } from '../navigation.js';
import { SessionSearch } from '../sessions/SessionSearch.js';
import { useSessions } from '../sessions/use-sessions.js';
import { askPath, chatPath, newSessionId } from './chat-path.js';
import { Conversation } from './Conversation.js';
import { SessionList } from './SessionList.js';

/** `chat?mode=MODE&session=ID`: a conversation; without an id a new one, with `q` as what to say first. */
export function ChatPage(): ReactNode {
  const query = new URLSearchParams(usePlace().search);
  const mode = Mode.catch('support').parse(query.get('mode'));
  const named = query.get('session');
  const [fresh, setFresh] = useState(newSessionId);
  const [shown, setShown] = useState(false);
  const found = useSessions();
  const sessionId = named ?? fresh;
  const begin = (in_: Mode, first?: string): void => {
    setFresh(newSessionId());
    setShown(false);
    goTo(first === undefined ? chatPath(in_) : askPath(in_, first));
  };
  return (
    <div className={`chat-page${shown ? ' picking' : ''}`}>
      <aside aria-label="Conversations">
        <div className="row">
          <button type="button" onClick={() => begin(mode)}>
            New chat
          </button>
          <button
            className="picker-toggle"
            type="button"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide conversations' : 'Conversations'}
          </button>
        </div>
        <div className="picker">
          <SessionSearch found={found} empty="What you talk about will be listed here.">
            {(sessions) => <SessionList {...{ sessions, sessionId }} onPicked={() => setShown(false)} />}
          </SessionSearch>
        </div>
      </aside>
      <main>
        <div className="segments" role="group" aria-label="Mode">
          {MODES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === mode}
              onClick={() => one !== mode && begin(one)}
            >
              {MODE_NAMES[one]}
            </button>
          ))}
        </div>
        <Conversation
          key={`${sessionId} ${mode}`}
          sessionId={sessionId}
          mode={mode}
          isNew={named === null}
          first={query.get('q') ?? ''}
          onRun={found.refresh}
          onBegun={() => named === null && goTo(chatPath(mode, sessionId), 'replace')}
          onHandOver={begin}
        />
      </main>
    </div>
  );
}
