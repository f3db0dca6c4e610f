import { useMemo, useState, type ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { ForkOrigin } from '../../contracts/fork.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { StateGraph } from '../graph/StateGraph.js';
import { useRun } from '../graph/use-run.js';
import { linkTo } from '../navigation.js';
import { alignRuns, differencesFirst, type Pair } from '../run-view/align-runs.js';
import { graphAt } from '../run-view/graph-at.js';
import { describeEdit, isEdited } from './describe-edit.js';
import { PairRow } from './PairRow.js';
import './fork.css';

interface ComparisonProps {
  origin: ForkOrigin;
  graph: GraphView;
  /** The fork's. */
  events: readonly RunEvent[];
  live: boolean;
  /** Shows a step of the fork in the page around it. */
  onStep: (step: number) => void;
}

/** The fork beside the run it forks: both graphs at the same moment, and what they came to, differences first. */
export function Comparison({ origin, graph, events, live, onStep }: ComparisonProps): ReactNode {
  const parent = useRun(origin.run_id);
  const pairs = useMemo(() => alignRuns(parent.events, events), [parent.events, events]);
  const [place, setPlace] = useState<{ parent: number; fork: number }>();
  const link = linkTo(`graph/runs/${origin.run_id}#${origin.at}`);
  const differ = pairs.filter(({ same }) => !same).length;
  const show = (pair: Pair): void => {
    const fork = pair.fork?.seq ?? stepBeside(pair, pairs, 'fork');
    setPlace({ parent: pair.parent?.seq ?? stepBeside(pair, pairs, 'parent'), fork });
    onStep(fork);
  };
  return (
    <section className="card comparison" aria-label="Comparison with its parent">
      <div className="row">
        <h2>Beside its parent</h2>
        <span>
          Fork of <a {...link}>{parent.run?.message ?? 'its parent'}</a> at event {origin.at}:{' '}
          {describeEdit(origin.edit)}
        </span>
        <span className="quiet">
          {parent.problem !== null || parent.run === null || live
            ? ''
            : `${differ} of ${pairs.length} differ`}
        </span>
      </div>
      {parent.problem !== null && <p className="problem">{parent.problem}</p>}
      {parent.problem === null && parent.run === null && <p className="quiet">Asking for its parent …</p>}
      {parent.run !== null && (
        <>
          <div className="beside">
            <Side name="Parent" {...{ graph, events: parent.events }} step={place?.parent} />
            <Side name="Fork" {...{ graph, events }} step={place?.fork} />
          </div>
          <ul className="pairs">
            {differencesFirst(pairs).map((pair) => (
              <PairRow
                key={pair.key}
                pair={pair}
                edited={isEdited(pair, origin.edit)}
                onShow={() => show(pair)}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface SideProps {
  name: string;
  graph: GraphView;
  events: readonly RunEvent[];
  step: number | undefined;
}

function Side({ name, graph, events, step = events.length }: SideProps): ReactNode {
  const at = useMemo(() => graphAt(graph, events, step), [graph, events, step]);
  return (
    <figure aria-label={name}>
      <figcaption className="quiet small">
        {name} · step {step} of {events.length}
      </figcaption>
      <StateGraph graph={graph} at={at} />
    </figure>
  );
}

/** Where one of the two stood when the other met with what it has alone. */
function stepBeside(pair: Pair, pairs: readonly Pair[], side: 'parent' | 'fork'): number {
  const before = pairs.slice(0, pairs.indexOf(pair)).findLast((one) => one[side] !== undefined);
  return before?.[side]?.seq ?? 0;
}
