import { useEffect, type ReactNode } from 'react';
import type { RunEvent } from '../../contracts/run-event.js';
import { describeEvent } from '../run-view/describe-event.js';
import type { Stepper } from './use-step.js';
import './scrubber.css';

interface ScrubberProps {
  events: readonly RunEvent[];
  stepper: Stepper;
  live: boolean;
}

const MARKED: Partial<Record<RunEvent['type'], string>> = {
  'plan.created': 'plan',
  'plan.replanned': 'replan',
  'tool.failed': 'failed',
  'approval.requested': 'asks',
  'run.failed': 'failed',
};

/** Moves through the run: by a slider, by buttons, and by the arrow keys, Home, End and the space bar wherever no field is. */
export function Scrubber({ events, stepper, live }: ScrubberProps): ReactNode {
  const { step, playing, show, move, toggle } = stepper;
  useKeys(stepper, events.length);
  const event = events[step - 1];
  const said = event === undefined ? 'before the first event' : describeEvent(event);
  return (
    <div className="scrubber">
      <div className="row">
        <button type="button" onClick={toggle} aria-label={playing ? 'Pause' : 'Play'} title="Space">
          {playing ? '❚❚' : '▶'}
        </button>
        <button type="button" onClick={() => move(-1)} disabled={step === 0} aria-label="Step back" title="←">
          ‹
        </button>
        <button
          type="button"
          onClick={() => move(1)}
          disabled={step >= events.length}
          aria-label="Step on"
          title="→"
        >
          ›
        </button>
        <output>
          <b>
            {step} / {events.length}
          </b>{' '}
          {said}
          {live && step >= events.length && <span className="live-dot"> live</span>}
        </output>
      </div>
      <div className="track">
        <input
          type="range"
          min={0}
          max={events.length}
          value={step}
          aria-label="Step of the run"
          aria-valuetext={`${step} of ${events.length}: ${said}`}
          onChange={(change) => show(Number(change.target.value))}
        />
        {events.map(({ type, seq }, at) => {
          const mark = MARKED[type];
          if (mark === undefined) return null;
          const left = `${((at + 1) / events.length) * 100}%`;
          return <i key={seq} className={mark} style={{ left }} title={mark} />;
        })}
      </div>
    </div>
  );
}

function useKeys({ show, move, toggle }: Stepper, last: number): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => move(-1),
      ArrowRight: () => move(1),
      Home: () => show(0),
      End: () => show(last),
      ' ': toggle,
    };
    const onKey = (event: KeyboardEvent): void => {
      const action = actions[event.key];
      if (action === undefined || event.altKey || event.ctrlKey || event.metaKey || isField(event.target))
        return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** What a key means something else to. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, button, summary, a, .react-flow') !== null
  );
}
