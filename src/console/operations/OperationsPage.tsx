import type { ReactNode } from 'react';
import type { OperationsView } from '../../contracts/operations.js';
import { getOperations } from '../api/operations.js';
import { ago } from '../time.js';
import { usePolled } from '../use-polled.js';
import { Budgets } from './Budgets.js';
import { DeadLetters } from './DeadLetters.js';
import { Figure } from './Figure.js';
import './operations.css';

const EVERY_MS = 5_000;

/** How the service fares, for who looks after it; looked at anew every few seconds. */
export function OperationsPage(): ReactNode {
  const { value, problem, again } = usePolled('operations', getOperations, EVERY_MS);
  return (
    <main className="operations">
      <div className="row">
        <h1>Operations</h1>
        <span className="quiet small">Over all replicas; days are the last 24 hours.</span>
        {problem !== undefined && (
          <span className="problem" role="alert">
            {problem}
          </span>
        )}
      </div>
      {value === undefined && problem === undefined && <p className="quiet">Asking …</p>}
      {value !== undefined && <Sections view={value} onReplayed={again} />}
    </main>
  );
}

function Sections({ view, onReplayed }: { view: OperationsView; onReplayed: () => void }): ReactNode {
  const { runs, queue, effects, outbox, spent } = view;
  const of = (status: keyof typeof runs.by_status): number => runs.by_status[status] ?? 0;
  return (
    <>
      <div className="figures">
        <Figure
          name="Waiting"
          value={of('queued')}
          note={since('since', runs.oldest_queued_at)}
          warns={of('queued') > 50}
        />
        <Figure
          name="Running"
          value={of('running')}
          note={`${queue.running} here, ${runs.workers} process${runs.workers === 1 ? '' : 'es'}`}
        />
        <Figure name="Done in a day" value={of('done')} />
        <Figure name="Failed in a day" value={of('failed')} warns={of('failed') > 0} />
        <Figure name="Cancelled in a day" value={of('cancelled')} />
        <Figure
          name="Unknown writes"
          value={effects.unknown}
          warns={effects.unknown > 0}
          note={`${effects.open} under way`}
        />
        <Figure name="Waiting for the bus" value={outbox.waiting} note={since('since', outbox.oldest_at)} />
        <Figure
          name="Model in a day"
          value={`$${spent.cost_usd.toFixed(2)}`}
          note={`${spent.calls} calls, ${spent.tokens.toLocaleString()} tokens`}
        />
      </div>
      <DeadLetters letters={view.dead_letters} onReplayed={onReplayed} />
      <Effects effects={effects.last} />
      <FailedRuns runs={runs.failed} />
      <Budgets limits={view.model_limits} spent={spent.by_user} />
    </>
  );
}

function since(word: string, instant: string | null): string {
  return instant === null ? '' : `${word} ${ago(instant)}`;
}

function Effects({ effects }: { effects: OperationsView['effects']['last'] }): ReactNode {
  return (
    <section className="card" aria-label="Unknown writes">
      <h2>Writes nobody can say of</h2>
      {effects.length === 0 && <p className="quiet">None: every write is known to be done or not.</p>}
      {effects.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>Tool</th>
              <th>State</th>
              <th>User</th>
              <th>Run</th>
              <th>Since</th>
            </tr>
          </thead>
          <tbody>
            {effects.map(({ key, tool, state, user_id: user, run_id: run, updated_at: at }) => (
              <tr key={key}>
                <td>{tool}</td>
                <td>{state}</td>
                <td>{user}</td>
                <td>
                  <code title={`Idempotency-Key ${key}`}>{run}</code>
                </td>
                <td title={at}>{ago(at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function FailedRuns({ runs }: { runs: OperationsView['runs']['failed'] }): ReactNode {
  return (
    <section className="card" aria-label="Failed runs">
      <h2>Failed runs</h2>
      {runs.length === 0 && <p className="quiet">None in the last day.</p>}
      {runs.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>Why</th>
              <th>Mode</th>
              <th>User</th>
              <th>Run</th>
              <th>Attempt</th>
              <th>When</th>
            </tr>
          </thead>
          <tbody>
            {runs.map(({ run_id: run, code, mode, user_id: user, attempt, finished_at: at }) => (
              <tr key={run}>
                <td>{code}</td>
                <td>{mode}</td>
                <td>{user}</td>
                <td>
                  <code>{run}</code>
                </td>
                <td>{attempt}</td>
                <td title={at}>{ago(at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
