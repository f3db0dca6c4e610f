import type { ReactNode } from 'react';
import type { EvalCase } from '../../contracts/eval-report.js';
import type { ComparedCase } from './compare-reports.js';

interface CaseListProps {
  name: string;
  /** What is said where there is none. */
  empty: string;
  cases: readonly ComparedCase[];
}

/** Cases with what was found wrong in them. */
export function CaseList({ name, empty, cases }: CaseListProps): ReactNode {
  return (
    <section className="card" aria-label={name}>
      <h2>
        {name} <span className="quiet">{cases.length}</span>
      </h2>
      {cases.length === 0 && <p className="quiet">{empty}</p>}
      {cases.map(({ id, title, before, after, shown }) => (
        <details key={id}>
          <summary>
            <span className={`status-tag ${(after ?? before) === 'passed' ? 'done' : 'failed'}`}>
              {after ?? 'gone'}
            </span>{' '}
            <code>{id}</code> {title}
          </summary>
          <Findings found={shown} />
        </details>
      ))}
    </section>
  );
}

function Findings({ found: { error, findings } }: { found: EvalCase }): ReactNode {
  if (error === undefined && findings.length === 0) return <p className="quiet">Nothing was found wrong.</p>;
  return (
    <>
      {error !== undefined && <pre tabIndex={0}>{error}</pre>}
      {findings.map(({ turn, input, scorer, what, expected, got }, at) => (
        <div key={at} className="finding">
          <p>
            <b>{scorer}</b>
            {turn !== undefined && <span className="quiet"> turn {turn}</span>} {what}
            {input !== undefined && <q>{input}</q>}
          </p>
          <pre tabIndex={0}>
            {`expected ${JSON.stringify(expected, null, 1)}\ngot      ${JSON.stringify(got, null, 1)}`}
          </pre>
        </div>
      ))}
    </>
  );
}
