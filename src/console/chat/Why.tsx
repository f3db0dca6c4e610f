import type { ReactNode } from 'react';
import { linkTo } from '../navigation.js';
import type { Turn } from './conversation.js';
import { UsedMemories } from './UsedMemories.js';
import { policyNotes, recalledIn, routeOf } from './why.js';

/** "Why did you say that?": who answered, what was remembered, what policy changed, and the run in its graph. */
export function Why({ turn, onLook }: { turn: Turn; onLook: () => void }): ReactNode {
  return (
    <details className="why" onToggle={(event) => event.currentTarget.open && onLook()}>
      <summary className="small">Why this answer?</summary>
      {turn.events.length === 0 ? (
        <p className="quiet small">Asking for the record of this run …</p>
      ) : (
        <Reasons turn={turn} />
      )}
      {turn.runId !== null && <a {...linkTo(`graph/runs/${turn.runId}`)}>Look at this run in its graph</a>}
    </details>
  );
}

function Reasons({ turn: { events } }: { turn: Turn }): ReactNode {
  const route = routeOf(events);
  const notes = policyNotes(events);
  const recalled = recalledIn(events);
  return (
    <dl className="reasons small">
      {route !== undefined && (
        <div>
          <dt>Answered by</dt>
          <dd>
            {route.specialist}: {route.reason}
          </dd>
        </div>
      )}
      <div>
        <dt>Remembered</dt>
        <dd>{recalled.length === 0 ? 'nothing that fits' : <UsedMemories ids={recalled} />}</dd>
      </div>
      <div>
        <dt>Policy</dt>
        <dd>
          {notes.length === 0
            ? 'let everything pass as it was'
            : notes.map((note) => <p key={note}>{note}</p>)}
        </dd>
      </div>
    </dl>
  );
}
