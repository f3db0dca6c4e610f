import { z } from 'zod';
import { EvalReport, EvalReportSummary } from '../../contracts/eval-report.js';
import { AppError } from '../../core/errors.js';
import type { Door } from '../deps.js';
import { createEvalReports, type EvalReports } from '../eval-reports.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const ReportParams = z.object({ name: z.string() });
const Reports = z.object({ reports: z.array(EvalReportSummary) });

/** The page holds its own script and asks nobody for anything. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src blob:; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox";

/** What the evals found out about the service, for who works on it: such folders are where it is developed. */
export function createGetEvalReports(door: Door): Route[] {
  const reports = createEvalReports(door.config.evalsFolder);
  return [listOf(reports), reportOf(reports), pageOf(reports)];
}

function listOf(reports: EvalReports): Route {
  return {
    method: 'GET',
    path: '/evals/reports',
    summary: 'The reports of the evals that lie on this machine, newest first',
    scope: 'copilot.ops',
    answers: [{ schema: Reports }],
    handle: async (ctx) => {
      ctx.body = { reports: await reports.list() } satisfies z.infer<typeof Reports>;
    },
  };
}

function reportOf(reports: EvalReports): Route {
  return {
    method: 'GET',
    path: '/evals/reports/:name',
    summary: 'One report of the evals, case by case',
    scope: 'copilot.ops',
    params: ReportParams,
    answers: [{ schema: EvalReport }],
    problems: ['not_found'],
    handle: async (ctx) => {
      ctx.body = there(await reports.read(parse(ReportParams, ctx['params']).name));
    },
  };
}

function pageOf(reports: EvalReports): Route {
  return {
    method: 'GET',
    path: '/evals/reports/:name/page',
    summary: 'The page of a report, in which its runs open in the visualizer',
    scope: 'copilot.ops',
    params: ReportParams,
    answers: [{ mediaType: 'text/html' }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const html = there(await reports.page(parse(ReportParams, ctx['params']).name));
      ctx.set('content-security-policy', PAGE_POLICY);
      ctx.type = 'html';
      ctx.body = html;
    },
  };
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new AppError('not_found', 'There is no such report.');
  return found;
}
