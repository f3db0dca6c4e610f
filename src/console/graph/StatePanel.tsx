import { memo, useMemo, useState, type ReactNode } from 'react';
import type { JsonValue } from '../../contracts/json.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { diff } from '../run-view/diff.js';
import { stateAt } from '../run-view/state-at.js';
import { ChangeList } from './ChangeList.js';
import './state-panel.css';

const VIEWS = ['changes', 'event', 'state'] as const;

interface StatePanelProps {
  events: readonly RunEvent[];
  step: number;
}

/** The event of the step, the state behind it, and what is different from another step: the one before, unless chosen. */
export const StatePanel = memo(function StatePanel({ events, step }: StatePanelProps): ReactNode {
  const [view, setView] = useState<(typeof VIEWS)[number]>('changes');
  const [other, setOther] = useState<number>();
  const base = Math.min(other ?? Math.max(0, step - 1), events.length);
  return (
    <section className="card" aria-label="State">
      <div className="row">
        <h2>State</h2>
        <div className="segments" role="group" aria-label="View">
          {VIEWS.map((one) => (
            <button key={one} type="button" aria-pressed={one === view} onClick={() => setView(one)}>
              {one}
            </button>
          ))}
        </div>
        {view === 'changes' && (
          <>
            <label className="quiet">
              from step{' '}
              <input
                type="number"
                min={0}
                max={events.length}
                value={base}
                onChange={(event) => setOther(Number(event.target.value))}
              />
            </label>
            {other !== undefined && (
              <button type="button" className="small" onClick={() => setOther(undefined)}>
                the one before
              </button>
            )}
          </>
        )}
      </div>
      <StateView {...{ view, events, base, step }} />
    </section>
  );
});

interface StateViewProps {
  view: (typeof VIEWS)[number];
  events: readonly RunEvent[];
  base: number;
  step: number;
}

function StateView({ view, events, base, step }: StateViewProps): ReactNode {
  const state = useMemo(() => toJson(stateAt(events, step)), [events, step]);
  const changes = useMemo(() => diff(toJson(stateAt(events, base)), state), [events, base, state]);
  if (view === 'state') return <pre tabIndex={0}>{JSON.stringify(state, null, 2)}</pre>;
  if (view === 'event') {
    const event = events[step - 1];
    if (event === undefined) return <p className="quiet">This is before the first event.</p>;
    return <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>;
  }
  if (changes.length === 0)
    return (
      <p className="quiet">
        No difference between step {base} and step {step}.
      </p>
    );
  return <ChangeList changes={changes} />;
}

/** As it would be written down; what is undefined is left out. */
function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
