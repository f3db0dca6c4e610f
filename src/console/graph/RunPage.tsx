import { memo, useContext, useDeferredValue, useMemo, type ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { RunView } from '../../contracts/run.js';
import { Comparison } from '../fork/Comparison.js';
import { ForkList } from '../fork/ForkList.js';
import { ForkPanel } from '../fork/ForkPanel.js';
import { graphAt } from '../run-view/graph-at.js';
import { planAsMermaid } from '../run-view/mermaid.js';
import { planAt } from '../run-view/plan-at.js';
import { ExportBar } from '../export/ExportBar.js';
import { CopyButton } from './CopyButton.js';
import { EmbeddedRuns } from './embedded-runs.js';
import { PlanGraph } from './PlanGraph.js';
import { RunHead } from './RunHead.js';
import { Scrubber } from './Scrubber.js';
import { StateGraph } from './StateGraph.js';
import { StatePanel } from './StatePanel.js';
import { Timeline } from './Timeline.js';
import { useRun, type FollowedRun } from './use-run.js';
import { useStep } from './use-step.js';

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
  const isSaved = useContext(EmbeddedRuns) !== null;
  const stepper = useStep(events, live);
  // What takes long to draw follows when the browser has time for it; the scrubber and the graph wait for nothing.
  const settled = useDeferredValue(stepper.step);
  const { show } = stepper;
  const at = useMemo(() => graphAt(graph, events, stepper.step), [graph, events, stepper.step]);
  return (
    <>
      <RunHead run={run} live={live} lost={lost}>
        {!isSaved && <ForkList runId={run.run_id} />}
      </RunHead>
      {run.fork !== null && (
        <Comparison origin={run.fork} onStep={stepper.show} {...{ graph, events, live }} />
      )}
      <StateGraph graph={graph} at={at} />
      <Scrubber events={events} stepper={stepper} live={live} />
      <PlanSection {...{ events, step: settled }} />
      <section className="card" aria-label="Timeline">
        <h2>Timeline</h2>
        <Timeline {...{ events, step: settled, show }} />
      </section>
      <StatePanel {...{ events, step: settled }} />
      {!isSaved && isForkable(run, live) && (
        <ForkPanel key={run.run_id} {...{ run, events }} step={stepper.step} />
      )}
      <ExportBar {...{ run, graph, at, live, isSaved }} step={stepper.step} />
    </>
  );
}

/** What the service refuses to fork is not offered; what it says where something else stands in the way is shown. */
function isForkable({ source }: RunView, live: boolean): boolean {
  return !live && source === 'chat';
}

interface PlanSectionProps {
  events: FollowedRun['events'];
  step: number;
}

const PlanSection = memo(function PlanSection({ events, step }: PlanSectionProps): ReactNode {
  const plan = useMemo(() => planAt(events, step), [events, step]);
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
});
