import type { ReactNode } from 'react';
import type { EvalCase } from '../../contracts/eval-report.js';
import type { JsonValue } from '../../contracts/json.js';
import type { ComparedCase } from './compare-reports.js';

interface CaseListProps {
  name: string;
  /** What is said where there is none. */
  empty: string;
  cases: readonly ComparedCase[];
  /** The report in which each run can be opened in the visualizer, where there is one. */
  page: string | undefined;
}

/** Cases with what was found wrong in them. */
export function CaseList({ name, empty, cases, page }: CaseListProps): ReactNode {
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
          {page !== undefined && after !== undefined && (
            <a href={`${page}#${id}`} target="_blank" rel="noreferrer">
              Open its runs in the visualizer
            </a>
          )}
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
          <pre tabIndex={0} aria-label="Expected" className="expected">
            {textOf(expected)}
          </pre>
          <pre tabIndex={0} aria-label="Got" className="got">
            {textOf(got)}
          </pre>
        </div>
      ))}
    </>
  );
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
