import { z } from 'zod';
import { EvalReport, EvalReportSummary } from '../../contracts/eval-report.js';
import { ask } from './ask.js';

const Reports = z.object({ reports: z.array(EvalReportSummary) });

export async function listReports(): Promise<EvalReportSummary[]> {
  return (await ask('evals/reports', Reports)).reports;
}

export const getReport = (name: string): Promise<EvalReport> =>
  ask(`evals/reports/${encodeURIComponent(name)}`, EvalReport);
