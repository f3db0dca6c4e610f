import { memo, useMemo, type ReactNode } from 'react';
import type { RunEvent } from '../../contracts/run-event.js';
import { spanOf, timelineAt, type Bar } from '../run-view/timeline.js';
import { duration } from '../time.js';
import type { Stepper } from './use-step.js';
import './timeline.css';

interface TimelineProps {
  events: readonly RunEvent[];
  step: number;
  show: Stepper['show'];
}

/** What took time, one line each; a click shows the step with which it began. */
export const Timeline = memo(function Timeline({ events, step, show }: TimelineProps): ReactNode {
  const bars = useMemo(() => timelineAt(events, step), [events, step]);
  const span = spanOf(events);
  const now = events[step - 1];
  const at = now === undefined ? 0 : spanOf([...events.slice(0, 1), now]);
  if (bars.length === 0) return <p className="quiet">Nothing has begun at this step.</p>;
  return (
    <div className="timeline">
      <ol>
        {bars.map((bar) => (
          <li key={bar.id}>
            <button type="button" className="bar-line" onClick={() => show(bar.seq)}>
              <span className={`bar-name ${bar.kind}`}>{bar.label}</span>
              <span className="bar-track">
                <i className={`bar ${bar.kind} ${bar.outcome}`} style={edgesOf(bar, at, span)} />
              </span>
              <span className="bar-time">{duration((bar.to ?? at) - bar.from)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="quiet small">
        <b className="node">■</b> nodes <b className="tool">■</b> tools <b className="model">■</b> model ·
        whole run {duration(span)}
      </p>
    </div>
  );
});

function edgesOf({ from, to }: Bar, now: number, span: number): { left: string; width: string } {
  const width = Math.max(0, (to ?? now) - from);
  return { left: `${(from / span) * 100}%`, width: `${Math.min(100, (width / span) * 100)}%` };
}
