import { groupBy } from './group-by.js';
import type { CaseRow, ResultsFile } from './results-file.js';
import type { TimingsFile } from './timings-file.js';

/** JUnit's XML, as CI servers read it: a suite a folder, a test a case; what could not be played is an error, not a failure. */
export function toJunit({ cases }: ResultsFile, timings: TimingsFile): string {
  const suites = [...groupBy(cases, ({ suite }) => suite)].map(([suite, rows]) => {
    const count = (status: CaseRow['status']): number => rows.filter((row) => row.status === status).length;
    const counts = `tests="${rows.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('known')}"`;
    const tests = rows.map((row) => testCase(row, timings));
    return `  <testsuite name="${escaped(suite)}" ${counts}>\n${tests.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="evals">\n${suites.join('\n')}\n</testsuites>\n`;
}

function testCase(row: CaseRow, { turns }: TimingsFile): string {
  const seconds = (turns[row.id] ?? []).reduce((sum, ms) => sum + ms, 0) / 1000;
  const head = `    <testcase classname="${escaped(row.suite)}" name="${escaped(`${row.id}: ${row.title}`)}" time="${seconds.toFixed(3)}"`;
  const inside = outcomeOf(row);
  return inside === '' ? `${head}/>` : `${head}>\n${inside}\n    </testcase>`;
}

function outcomeOf({ status, known, error, findings }: CaseRow): string {
  if (status === 'passed') return '';
  if (status === 'known') return `      <skipped message="${escaped(known ?? '')}"/>`;
  if (status === 'error') return `      <error message="${escaped(error ?? '')}"/>`;
  const [first] = findings;
  const lines = findings.map(
    ({ turn, scorer, what, expected, got }) =>
      `turn ${turn ?? '-'} ${scorer}: ${what}\n- ${JSON.stringify(expected)}\n+ ${JSON.stringify(got)}`,
  );
  const message = first === undefined ? '' : `${first.scorer}: ${first.what}`;
  return `      <failure message="${escaped(message)}">${escaped(lines.join('\n'))}</failure>`;
}

/** XML allows no control characters at all, not even escaped. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\p{Cc}/gu, (char) => (char === '\n' || char === '\t' ? char : '\ufffd'));
}
