import type { ReactNode } from 'react';
import type { RunView } from '../../contracts/run.js';
import { MODE_NAMES } from '../mode-names.js';
import { duration } from '../time.js';
import { Ago } from '../ui/Ago.js';

interface RunHeadProps {
  run: RunView;
  live: boolean;
  lost: boolean;
  /** What else there is to say of it, where the service can be asked. */
  children?: ReactNode;
}

/** What a run was about and how it went. */
export function RunHead({ run, live, lost, children }: RunHeadProps): ReactNode {
  const { model_usage: usage } = run;
  const took =
    run.started_at !== null &&
    run.finished_at !== null &&
    Date.parse(run.finished_at) - Date.parse(run.started_at);
  return (
    <div className="run-head">
      <h1 title={run.message}>{run.message === '' ? 'Answer to a question' : run.message}</h1>
      <p className="quiet row">
        <span className={`status-tag ${live ? 'running' : run.status}`}>{live ? 'live' : run.status}</span>
        <span>{MODE_NAMES[run.mode]}</span>
        {run.dry_run && <span className="tag">{run.fork === null ? 'rehearsal' : 'fork'}</span>}
        {took !== false && <span>{duration(took)}</span>}
        {run.attempt > 1 && <span className="tag write">attempt {run.attempt}</span>}
        {usage.calls > 0 && (
          <span>
            {usage.calls} model calls, {usage.input_tokens + usage.output_tokens} tokens
          </span>
        )}
        <Ago at={run.created_at} />
        {lost && <span className="problem">Connection lost, coming back …</span>}
      </p>
      {children}
    </div>
  );
}
