import type { ReactNode } from 'react';
import { JsonView } from '../ui/JsonView.js';
import { duration } from '../time.js';
import type { Call, StepView } from './turn-view.js';
import './steps.css';

interface StepListProps {
  steps: StepView[];
  replans: string[];
  /** The run's events are here. */
  isRead: boolean;
  /** A step was unfolded whose calls are not here yet. */
  onLook: () => void;
}

/** A plan as a checklist; each step unfolds to its calls with their arguments and results. */
export function StepList({ steps, replans, isRead, onLook }: StepListProps): ReactNode {
  if (steps.length === 0) return null;
  return (
    <div className="plan">
      <ol className="steps" aria-label="Plan">
        {steps.map((step) => (
          <Step key={step.id} step={step} isRead={isRead} onLook={onLook} />
        ))}
      </ol>
      {replans.map((cause, at) => (
        <p key={at} className="replan small">
          Planned anew: {cause}
        </p>
      ))}
    </div>
  );
}

const WORDS: Record<StepView['state'], string> = {
  pending: 'to do',
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

function Step({
  step,
  isRead,
  onLook,
}: { step: StepView } & Omit<StepListProps, 'steps' | 'replans'>): ReactNode {
  const { state, label, note, calls, tool } = step;
  return (
    <li className={state}>
      <details className="step" onToggle={(event) => event.currentTarget.open && onLook()}>
        <summary>
          <span className="mark" aria-hidden="true" />
          <span className="label">{label}</span>
          <span className="hidden">, {WORDS[state]}</span>
          {note !== null && <span className="note quiet small">{note}</span>}
        </summary>
        {calls.length === 0 && (
          <p className="quiet small">
            <code>{tool}</code> {wordForNoCall(state, isRead)}
          </p>
        )}
        {calls.map((call, at) => (
          <CallView key={at} call={call} />
        ))}
      </details>
    </li>
  );
}

function wordForNoCall(state: StepView['state'], isRead: boolean): string {
  if (!isRead) return 'Asking for what it did …';
  return state === 'done' ? 'was done in an earlier turn.' : 'was not called.';
}

function CallView({ call }: { call: Call }): ReactNode {
  const { tool, service, effect, args, result, error, ms } = call;
  return (
    <div className="call">
      <p className="row small">
        <code>{tool}</code>
        <span className="quiet">{service}</span>
        <span className={`tag ${effect}`}>{effect}</span>
        {ms !== undefined && <span className="quiet">{duration(ms)}</span>}
      </p>
      <JsonView label="Arguments" value={args} />
      {result !== undefined && <JsonView label="Result" value={result} />}
      {error !== undefined && <p className="problem small">{error.message}</p>}
    </div>
  );
}
