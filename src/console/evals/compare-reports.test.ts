import { expect, test } from 'vitest';
import { EvalReport } from '../../contracts/eval-report.js';
import { compareReports } from './compare-reports.js';

const report = (statuses: Record<string, string>): EvalReport =>
  EvalReport.parse({
    totals: { cases: 0, turns: 0, passed: 0, failed: 0, errors: 0 },
    cases: Object.entries(statuses).map(([id, status]) => ({
      id,
      suite: 's',
      title: id,
      status,
      findings: [],
    })),
  });

test('each case of two reports is told once, by what became of it', () => {
  const before = report({
    kept: 'passed',
    breaks: 'passed',
    mends: 'error',
    stays: 'failed',
    leaves: 'passed',
  });
  const after = report({ kept: 'passed', breaks: 'error', mends: 'passed', stays: 'error', comes: 'failed' });
  const compared = compareReports(before, after);
  const ids = Object.fromEntries(
    Object.entries(compared).map(([name, cases]) => [name, cases.map(({ id }: { id: string }) => id)]),
  );
  expect(ids).toEqual({
    broken: ['breaks'],
    mended: ['mends'],
    still: ['stays'],
    added: ['comes'],
    gone: ['leaves'],
  });
});
