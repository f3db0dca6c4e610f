import { useMemo, type ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { RunView } from '../../contracts/run.js';
import { Comparison } from '../fork/Comparison.js';
import { ForkList } from '../fork/ForkList.js';
import { ForkPanel } from '../fork/ForkPanel.js';
import { addressOf, linkTo } from '../navigation.js';
import { graphAt } from '../run-view/graph-at.js';
import { graphAsMermaid, planAsMermaid } from '../run-view/mermaid.js';
import { planAt } from '../run-view/plan-at.js';
import { ago, duration } from '../time.js';
import { CopyButton } from './CopyButton.js';
import { PlanGraph } from './PlanGraph.js';
import { Scrubber } from './Scrubber.js';
import { StateGraph } from './StateGraph.js';
import { StatePanel } from './StatePanel.js';
import { Timeline } from './Timeline.js';
import { useRun, type FollowedRun } from './use-run.js';
import { useStep, type Stepper } from './use-step.js';

/** One run: its graph, plan, timeline and state, all at the same step. */
export function RunPage({ runId }: { runId: string }): ReactNode {
  const followed = useRun(runId);
  const { run, graph, problem } = followed;
  if (problem !== null) return <p className="problem">{problem}</p>;
  if (run === null || graph === null) return <p className="quiet">Asking for the run …</p>;
  return <Run followed={followed} run={run} graph={graph} />;
}

interface RunProps {
  followed: FollowedRun;
  run: RunView;
  graph: GraphView;
}

function Run({ followed, run, graph }: RunProps): ReactNode {
  const { events, live, lost } = followed;
  const stepper = useStep(run.run_id, events, live);
  const at = useMemo(() => graphAt(graph, events, stepper.step), [graph, events, stepper.step]);
  return (
    <>
      <RunHead run={run} live={live} lost={lost} />
      {run.fork !== null && (
        <Comparison origin={run.fork} onStep={stepper.show} {...{ graph, events, live }} />
      )}
      <StateGraph graph={graph} at={at} />
      <Scrubber events={events} stepper={stepper} live={live} />
      <PlanSection {...{ events, stepper }} />
      <section className="card" aria-label="Timeline">
        <h2>Timeline</h2>
        <Timeline events={events} stepper={stepper} />
      </section>
      <StatePanel events={events} stepper={stepper} />
      {isForkable(run, live) && <ForkPanel key={run.run_id} {...{ run, events }} step={stepper.step} />}
      <p className="row">
        <CopyButton label="Copy graph as Mermaid" text={() => graphAsMermaid(graph, at)} />
        <CopyButton
          label="Copy link to this step"
          text={() => addressOf(`graph/runs/${run.run_id}#${stepper.step}`)}
        />
      </p>
    </>
  );
}

/** What the service refuses to fork is not offered; what it says where something else stands in the way is shown. */
function isForkable({ source }: RunView, live: boolean): boolean {
  return !live && source === 'chat';
}

function PlanSection({ events, stepper }: { events: FollowedRun['events']; stepper: Stepper }): ReactNode {
  const plan = useMemo(() => planAt(events, stepper.step), [events, stepper.step]);
  return (
    <section className="card" aria-label="Plan">
      <div className="row">
        <h2>Plan</h2>
        {plan !== undefined && (
          <>
            <span className="quiet">
              {plan.goal}
              {plan.revision > 0 && ` · replanned ${plan.revision}×`}
            </span>
            <CopyButton label="Copy as Mermaid" text={() => planAsMermaid(plan)} />
          </>
        )}
      </div>
      {plan === undefined ? (
        <p className="quiet">There is no plan at this step.</p>
      ) : (
        <PlanGraph plan={plan} />
      )}
    </section>
  );
}

function RunHead({ run, live, lost }: { run: RunView; live: boolean; lost: boolean }): ReactNode {
  const { model_usage: usage } = run;
  const took =
    run.started_at !== null &&
    run.finished_at !== null &&
    Date.parse(run.finished_at) - Date.parse(run.started_at);
  return (
    <div className="run-head">
      <h1>{run.message === '' ? 'Answer to a question' : run.message}</h1>
      <p className="quiet row">
        <span className={`status-tag ${live ? 'running' : run.status}`}>{live ? 'live' : run.status}</span>
        <span>{run.mode}</span>
        {run.dry_run && <span className="tag">{run.fork === null ? 'rehearsal' : 'fork'}</span>}
        {took !== false && <span>{duration(took)}</span>}
        {run.attempt > 1 && <span className="tag write">attempt {run.attempt}</span>}
        {usage.calls > 0 && (
          <span>
            {usage.calls} model calls, {usage.input_tokens + usage.output_tokens} tokens
          </span>
        )}
        <span title={new Date(run.created_at).toLocaleString()}>{ago(run.created_at)}</span>
        <a {...linkTo(`graph?mode=${run.mode}`)}>graph of {run.mode}</a>
        {lost && <span className="problem">Connection lost, coming back …</span>}
      </p>
      <ForkList runId={run.run_id} />
    </div>
  );
}
