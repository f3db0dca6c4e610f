import type { ReactNode } from 'react';
import { linkTo } from '../navigation.js';
import type { Turn } from './conversation.js';
import { MemoryList } from './MemoryList.js';
import { memoriesOf, policyNotes, routeOf } from './why.js';

/** "Why did you say that?": what it rests on, who answered, what policy changed, and the run in its graph. */
export function Why({ turn, onLook }: { turn: Turn; onLook: () => void }): ReactNode {
  return (
    <details className="why" onToggle={(event) => event.currentTarget.open && onLook()}>
      <summary className="small">Why this answer?</summary>
      <dl className="reasons small">
        <Remembered turn={turn} />
        {turn.events.length === 0 ? (
          <Reason name="Record">
            <span className="quiet">Asking for it …</span>
          </Reason>
        ) : (
          <Recorded turn={turn} />
        )}
      </dl>
      {turn.runId !== null && (
        <a className="small" {...linkTo(`graph/runs/${turn.runId}`)}>
          Look at this run in its graph
        </a>
      )}
    </details>
  );
}

function Remembered({ turn }: { turn: Turn }): ReactNode {
  const { used, passedOver = [] } = memoriesOf(turn);
  return (
    <>
      <Reason name="Rests on">
        {used.length === 0 ? 'nothing I remember of you' : <MemoryList ids={used} />}
      </Reason>
      {passedOver.length > 0 && (
        <Reason name="Not needed">
          <MemoryList ids={passedOver} />
        </Reason>
      )}
    </>
  );
}

function Recorded({ turn }: { turn: Turn }): ReactNode {
  const route = routeOf(turn);
  const notes = policyNotes(turn.events);
  return (
    <>
      {route !== undefined && <Reason name="Answered by">{route}</Reason>}
      <Reason name="Policy">
        {notes.length === 0 ? 'let everything pass as it was' : notes.map((note) => <p key={note}>{note}</p>)}
      </Reason>
    </>
  );
}

function Reason({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
