import { useState, type ReactNode } from 'react';
import type { MessageView, SessionView } from '../../contracts/run.js';
import { listMessages } from '../api/runs.js';
import { useAsked } from '../api/use-asked.js';
import { MODE_NAMES } from '../mode-names.js';
import { linkTo } from '../navigation.js';
import { SessionSearch } from '../sessions/SessionSearch.js';
import { useSessions } from '../sessions/use-sessions.js';
import { Ago } from '../ui/Ago.js';

interface PickerProps {
  runId: string | undefined;
  onPicked: () => void;
}

/** The caller's conversations, each with its runs. */
export function RunPicker(props: PickerProps): ReactNode {
  const found = useSessions();
  return (
    <div className="picker">
      <div className="row">
        <h2>Your runs</h2>
        <button type="button" className="small" onClick={found.refresh}>
          Refresh
        </button>
      </div>
      <SessionSearch found={found} empty="No conversation here yet. Say something in Chat.">
        {(sessions) =>
          sessions.map((session, at) => (
            <Session key={session.session_id} session={session} isFirst={at === 0} {...props} />
          ))
        }
      </SessionSearch>
    </div>
  );
}

/** Asks for its runs when it is unfolded. */
function Session({
  session,
  isFirst,
  ...props
}: PickerProps & { session: SessionView; isFirst: boolean }): ReactNode {
  const [open, setOpen] = useState(isFirst);
  return (
    <details className="session" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="title">{session.title ?? 'Untitled'}</span>
        <span className="quiet small">
          {MODE_NAMES[session.mode]} · <Ago at={session.last_active_at} />
        </span>
      </summary>
      {open && <SessionRuns session={session} {...props} />}
    </details>
  );
}

function SessionRuns({ session, runId, onPicked }: PickerProps & { session: SessionView }): ReactNode {
  const { session_id: id, last_active_at: at } = session;
  const asked = useAsked(`${id} ${at}`, () => listMessages(id), { keeps: true });
  if (asked.status === 'loading') return <p className="quiet">Asking …</p>;
  if (asked.status === 'failed') return <p className="problem">{asked.message}</p>;
  const runs = asked.value.flatMap(toRun).toReversed();
  if (runs.length === 0) return <p className="quiet">No run yet.</p>;
  return (
    <ul>
      {runs.map((run) => {
        const link = linkTo(`graph/runs/${run.runId}`);
        return (
          <li key={run.runId}>
            <a
              href={link.href}
              aria-current={run.runId === runId ? 'page' : undefined}
              onClick={(event) => (link.onClick(event), onPicked())}
            >
              {run.said}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** A run is listed by what was said to it; the yes to a question is said by a click, and known by its answer only. */
function toRun(message: MessageView, at: number, all: MessageView[]): { runId: string; said: string }[] {
  const { run_id: runId, role, content } = message;
  if (runId === null) return [];
  const isFirst = all.findIndex((other) => other.run_id === runId) === at;
  if (!isFirst) return [];
  return [{ runId, said: role === 'user' ? content : `↳ ${content.slice(0, 80)}` }];
}
