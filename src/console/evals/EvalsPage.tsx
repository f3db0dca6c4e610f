import { useState, type ReactNode } from 'react';
import type { EvalReport, EvalReportSummary } from '../../contracts/eval-report.js';
import { getReport, listReports } from '../api/evals.js';
import { useAsked } from '../api/use-asked.js';
import { addressOf } from '../navigation.js';
import { Ago } from '../ui/Ago.js';
import { CaseList } from './CaseList.js';
import { compareReports } from './compare-reports.js';
import './evals.css';

/** The reports of the evals: one case by case, or two beside each other. */
export function EvalsPage(): ReactNode {
  const asked = useAsked('reports', listReports);
  return (
    <main className="evals">
      <h1>Evals</h1>
      {asked.status === 'loading' && <p className="quiet">Asking …</p>}
      {asked.status === 'failed' && <p className="problem">{asked.message}</p>}
      {asked.status === 'ready' && asked.value.length === 0 && (
        <p className="quiet">
          There is no report on this machine. <code>npm run evals</code> leaves one in <code>evals/out</code>;{' '}
          <code>-- --out evals/out/NAME</code> one to compare it with.
        </p>
      )}
      {asked.status === 'ready' && asked.value.length > 0 && <Reports reports={asked.value} />}
    </main>
  );
}

function pageOf(name: string): string {
  return addressOf(`evals/reports/${encodeURIComponent(name)}/page`);
}

function Reports({ reports }: { reports: readonly EvalReportSummary[] }): ReactNode {
  const [shown, setShown] = useState(reports[0]?.name ?? '');
  const [base, setBase] = useState('');
  return (
    <>
      <table className="card">
        <thead>
          <tr>
            <th>Report</th>
            <th>Written</th>
            <th>Passed</th>
            <th>Failed</th>
            <th>Errors</th>
            <th>Turns</th>
            <th>Runs</th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ name, written_at: at, totals, has_page: hasPage }) => (
            <tr key={name} aria-current={name === shown}>
              <td>
                <button
                  type="button"
                  className="small"
                  aria-pressed={name === shown}
                  onClick={() => setShown(name)}
                >
                  {name}
                </button>
              </td>
              <td>
                <Ago at={at} />
              </td>
              <td>
                {totals.passed} of {totals.cases}
              </td>
              <td className={totals.failed > 0 ? 'bad' : ''}>{totals.failed}</td>
              <td className={totals.errors > 0 ? 'bad' : ''}>{totals.errors}</td>
              <td>{totals.turns}</td>
              <td>
                {hasPage ? (
                  <a href={pageOf(name)} target="_blank" rel="noreferrer">
                    open in the visualizer
                  </a>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="row">
        Compare <b>{shown}</b> with{' '}
        <select value={base} onChange={(event) => setBase(event.target.value)}>
          <option value="">nothing</option>
          {reports
            .filter(({ name }) => name !== shown)
            .map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
        </select>
      </label>
      <Shown
        key={`${shown} ${base}`}
        name={shown}
        base={base === shown ? '' : base}
        page={reports.find(({ name, has_page: hasPage }) => name === shown && hasPage) && pageOf(shown)}
      />
    </>
  );
}

interface ShownProps {
  name: string;
  base: string;
  page: string | undefined;
}

function Shown({ name, base, page }: ShownProps): ReactNode {
  const asked = useAsked(`${name} ${base}`, () =>
    Promise.all([getReport(name), base === '' ? Promise.resolve(undefined) : getReport(base)]),
  );
  if (asked.status === 'loading') return <p className="quiet">Asking for the report …</p>;
  if (asked.status === 'failed') return <p className="problem">{asked.message}</p>;
  const [report, earlier] = asked.value;
  return earlier === undefined ? (
    <One {...{ report, page }} />
  ) : (
    <Two before={earlier} after={report} page={page} />
  );
}

function One({ report, page }: { report: EvalReport; page: string | undefined }): ReactNode {
  const wrong = report.cases.filter(({ status }) => status !== 'passed');
  return (
    <CaseList
      name="What went wrong"
      empty="Every case is as it should be."
      page={page}
      cases={wrong.map((shown) => ({ ...shown, shown, before: undefined, after: shown.status }))}
    />
  );
}

interface TwoProps {
  before: EvalReport;
  after: EvalReport;
  page: string | undefined;
}

function Two({ before, after, page }: TwoProps): ReactNode {
  const { broken, mended, still, added, gone } = compareReports(before, after);
  return (
    <>
      <CaseList name="Broken since" empty="Nothing that passed fails now." cases={broken} page={page} />
      <CaseList name="Mended since" empty="Nothing that failed passes now." cases={mended} page={page} />
      <CaseList name="Still wrong" empty="Nothing fails in both." cases={still} page={page} />
      <CaseList name="New" empty="No case is new." cases={added} page={page} />
      <CaseList name="Gone" empty="No case is gone." cases={gone} page={page} />
    </>
  );
}
