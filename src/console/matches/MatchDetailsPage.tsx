import { useMemo, useState, type ReactNode } from 'react';
import type { MatchDetails } from '../../contracts/game-door.js';
import { getMatch } from '../api/matches.js';
import { linkTo } from '../navigation.js';
import { Ago } from '../ui/Ago.js';
import { usePolled } from '../use-polled.js';
import { lanesOf, viewOf, type Mark } from './axis.js';
import { Axis } from './Axis.js';
import { Scores } from './Scores.js';

const LIVE_MS = 1_000;

/** One match, followed while it goes on. */
export function MatchDetailsPage({ id }: { id: string }): ReactNode {
  const [every, setEvery] = useState(LIVE_MS);
  const { value, problem } = usePolled(`match ${id}`, () => getMatch(id), every);
  // Once it is over there is nothing more to come.
  if (value !== undefined && value.outcome !== null && every !== 0) setEvery(0);
  if (value === undefined)
    return problem === undefined ? (
      <p className="quiet">Asking for the match …</p>
    ) : (
      <p className="problem">{problem}</p>
    );
  return <Match details={value} problem={problem} />;
}

function Match({ details, problem }: { details: MatchDetails; problem: string | undefined }): ReactNode {
  const lanes = useMemo(() => lanesOf(details), [details]);
  const view = useMemo(() => viewOf(details), [details]);
  const [chosen, setChosen] = useState<Mark>();
  const isOver = details.outcome !== null;
  return (
    <>
      <h1>{details.match_id}</h1>
      <p className="quiet row">
        <span className={`status-tag ${isOver ? 'done' : 'running'}`}>{details.outcome ?? 'live'}</span>
        <span>player {details.player}</span>
        <span>
          {details.plans.length} plans, {details.actions.length} actions
        </span>
        <span>
          began <Ago at={details.started_at} />
        </span>
        {view !== undefined && (
          <span>
            strategy <b>{view.strategy.name}</b> by {view.strategy.source}
          </span>
        )}
        {problem !== undefined && <span className="problem">{problem}</span>}
      </p>
      <section className="card" aria-label="Time axis">
        <h2>On one axis</h2>
        <Axis lanes={lanes} chosen={chosen?.id} onChoose={setChosen} />
        <p className="quiet small legend">
          <b className="event">■</b> events <b className="plan">■</b> plans <b className="reflex">■</b>{' '}
          reflexes <b className="tactics">■</b> tactics <b className="strategy">■</b> strategy
        </p>
      </section>
      {chosen !== undefined && <Chosen mark={chosen} />}
      {view !== undefined && view.decisions.length > 0 && (
        <section className="card" aria-label="Last decisions">
          <h2>Last decisions, and what else was weighed</h2>
          {view.decisions.toReversed().map((decision) => (
            <div key={decision.action_id} className="decision">
              <p className="row">
                <strong>
                  {decision.actor}: {decision.action} {decision.target}
                </strong>
                <span className="tag">{decision.layer}</span>
                <span className="quiet small">at {seconds(decision.t_game)}</span>
                <span>{decision.reason}</span>
              </p>
              <Scores scores={decision.scores} />
            </div>
          ))}
        </section>
      )}
      {details.strategy_runs.length > 0 && (
        <section className="card" aria-label="Questions to the strategist">
          <h2>Questions to the strategist</h2>
          <ul>
            {details.strategy_runs.map(({ run_id: run, because, status, asked_at: at }) => (
              <li key={run}>
                at {seconds(at)}: <a {...linkTo(`graph/runs/${run}`)}>{because}</a>{' '}
                <span className="quiet">{status}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Chosen({ mark }: { mark: Mark }): ReactNode {
  return (
    <section className="card" aria-label="Chosen moment" aria-live="polite">
      <p className="row">
        <strong>{mark.text}</strong>
        <span className="tag">{mark.kind}</span>
        <span className="quiet small">at {seconds(mark.t)}</span>
      </p>
      <p>{mark.reason}</p>
      {mark.decision !== undefined && <Scores scores={mark.decision.scores} />}
      {mark.decision !== undefined && mark.decision.events.length > 0 && (
        <p className="quiet small">because of {mark.decision.events.map(({ text }) => text).join('; ')}</p>
      )}
    </section>
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
