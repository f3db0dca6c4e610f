import '@xyflow/react/dist/style.css';
import './graph.css';
import { useState, type ReactNode } from 'react';
import { Mode } from '../../contracts/mode.js';
import { getGraph } from '../api/runs.js';
import { useAsked } from '../api/use-asked.js';
import { MODE_NAMES, MODES } from '../mode-names.js';
import { goTo, usePlace } from '../navigation.js';
import { graphAt } from '../run-view/graph-at.js';
import { RunPage } from './RunPage.js';
import { RunPicker } from './RunPicker.js';
import { StateGraph } from './StateGraph.js';

/** `graph`: the graph of a mode; `graph/runs/ID#step`: one run in it. */
export function GraphPage(): ReactNode {
  const { path, search } = usePlace();
  const runId = /^graph\/runs\/([^/]+)$/.exec(path)?.[1];
  const mode = Mode.catch('support').parse(new URLSearchParams(search).get('mode'));
  const [shown, setShown] = useState(false);
  return (
    <div className={`graph-page${shown ? ' picking' : ''}`}>
      <aside aria-label="Runs">
        <button
          className="picker-toggle"
          type="button"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide runs' : 'Pick a run'}
        </button>
        <RunPicker runId={runId} onPicked={() => setShown(false)} />
      </aside>
      <main>{runId === undefined ? <ModeGraph mode={mode} /> : <RunPage key={runId} runId={runId} />}</main>
    </div>
  );
}

/** The graph as it stands, with nothing run through it. */
function ModeGraph({ mode }: { mode: Mode }): ReactNode {
  const asked = useAsked(mode, () => getGraph(mode));
  return (
    <>
      <div className="row">
        <h1>State graph</h1>
        <div className="segments" role="group" aria-label="Mode">
          {MODES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === mode}
              onClick={() => goTo(`graph?mode=${one}`)}
            >
              {MODE_NAMES[one]}
            </button>
          ))}
        </div>
      </div>
      <p className="quiet">
        As the running service has compiled it. Pick one of your runs to see which way it went, step by step.
      </p>
      {asked.status === 'failed' && <p className="problem">{asked.message}</p>}
      {asked.status === 'loading' && <p className="quiet">Asking for the graph …</p>}
      {asked.status === 'ready' && <StateGraph graph={asked.value} at={graphAt(asked.value, [], 0)} />}
    </>
  );
}
