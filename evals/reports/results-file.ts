import { groupBy } from './group-by.js';
import { z } from 'zod';
import { EvalCase, EvalTotals } from '../../src/contracts/eval-report.js';
import { findingsOf, type CaseResult } from '../replay/result.js';

/** What came of one case, over all its plays. */
export const CaseRow = EvalCase.extend({
  /** Why it is known to fail. */
  known: z.string().optional(),
  /** How many of its plays passed, and how many there were. */
  passed: z.int(),
  plays: z.int(),
  turns: z.int(),
  /** Of every scorer that judged something: how many of its judgements found nothing wrong. */
  scores: z.record(z.string(), z.object({ passed: z.int(), judged: z.int() })),
  /** What a model found of the statements it was to judge, in its first play; of those without `holds` nobody has a verdict. */
  judged: z
    .array(
      z.object({
        turn: z.int(),
        statement: z.string(),
        holds: z.boolean().optional(),
        why: z.string().optional(),
      }),
    )
    .optional(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** The results of a run as others read them: the same bytes for the same behaviour. */
export const ResultsFile = z.object({
  format: z.literal(1),
  totals: EvalTotals.extend({ known: z.int().default(0) }),
  cases: z.array(CaseRow),
});
export type ResultsFile = z.infer<typeof ResultsFile>;

/** Times are another matter: another file has them. */
export function resultsOf(results: readonly CaseResult[]): ResultsFile {
  const byCase = groupBy(results, ({ id }) => id);
  const cases = [...byCase.values()].map(rowOf);
  const count = (status: CaseRow['status']): number => cases.filter((one) => one.status === status).length;
  return {
    format: 1,
    totals: {
      cases: cases.length,
      turns: cases.reduce((sum, { turns }) => sum + turns, 0),
      passed: count('passed'),
      failed: count('failed'),
      known: count('known'),
      errors: count('error'),
    },
    cases,
  };
}

function rowOf(plays: readonly CaseResult[]): CaseRow {
  const worst =
    plays.find(({ status }) => status === 'failed') ??
    plays.find(({ status }) => status === 'error') ??
    plays.find(({ status }) => status === 'known') ??
    plays[0];
  if (worst === undefined) throw new Error('A case without a play has no row');
  const { id, suite, title, status, known, judged, error } = worst;
  return {
    id,
    suite,
    title,
    status,
    ...(known === undefined ? {} : { known }),
    passed: plays.filter((one) => one.status === 'passed').length,
    plays: plays.length,
    turns: worst.turns.length,
    scores: scoresOf(worst),
    findings: findingsOf(worst).map(({ turn, input, ...rest }) => ({
      ...(turn === undefined ? {} : { turn }),
      ...(input === undefined ? {} : { input }),
      ...rest,
    })),
    ...(judged === undefined ? {} : { judged: [...judged] }),
    // The first line: the others name files and lines.
    ...(error === undefined ? {} : { error: error.split('\n')[0] ?? '' }),
  };
}

function scoresOf({ turns, whole }: CaseResult): CaseRow['scores'] {
  const scores: CaseRow['scores'] = {};
  for (const { scorer, findings } of [...turns.flatMap((turn) => turn.scores), ...whole]) {
    const so_far = scores[scorer] ?? { passed: 0, judged: 0 };
    const passed = so_far.passed + (findings.length === 0 ? 1 : 0);
    scores[scorer] = { passed, judged: so_far.judged + 1 };
  }
  return Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids of runs and the like are another one each time, and say nothing. */
export function toStableText(results: ResultsFile): string {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  return `${JSON.stringify(results, null, 2).replaceAll(uuid, '<id>')}\n`;
}
