import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ratesOf, type Comparison } from './compare-runs.js';
import type { Coverage } from './coverage.js';
import { groupBy } from './group-by.js';
import type { ResultsFile } from './results-file.js';
import { percentile, type TimingsFile } from './timings-file.js';

const rate = z.number().min(0).max(1);
const rates = z.record(z.string(), rate);

/** What a run must reach. */
export const Gates = z.strictObject({
  pass_rate: rate.optional(),
  suites: rates.default({}),
  broken: z.int().min(0).optional(),
  scorers: rates.default({}),
  coverage: rates.default({}),
  judge: rate.optional(),
  errors: z.int().min(0).optional(),
  latency_p95_ms: z.number().positive().optional(),
});
export type Gates = z.infer<typeof Gates>;

export interface Run {
  results: ResultsFile;
  timings: TimingsFile;
  /** Left out where only some cases were played. */
  coverage?: Coverage | undefined;
  comparison?: Comparison | undefined;
}

/** A gate that a run did not pass. `of` tells wrong behaviour from what kept it from being seen. */
export interface Missed {
  gate: string;
  of: 'behaviour' | 'infrastructure';
  wanted: number;
  got: number;
}

export function readGates(file: string): Gates {
  return Gates.parse(parse(readFileSync(file, 'utf8')));
}

export function missedGates(gates: Gates, run: Run): Missed[] {
  const least = (gate: string, wanted: number | undefined, got: number | undefined): Missed[] =>
    wanted === undefined || got === undefined || got >= wanted
      ? []
      : [{ gate, of: 'behaviour', wanted, got }];
  const { cases, totals } = run.results;
  const scorers = ratesOf(run.results);
  const suites = groupBy(cases, ({ suite }) => suite);
  const each = (wanted: Record<string, number>, name: string, got: (key: string) => number | undefined) =>
    Object.entries(wanted).flatMap(([key, value]) => least(`${name} ${key}`, value, got(key)));
  return [
    ...least('pass rate', gates.pass_rate, passRate(cases)),
    ...each(gates.suites, 'suite', (name) => passRate(suites.get(name) ?? [])),
    ...each(gates.scorers, 'scorer', (name) => scorers.get(name)),
    ...each(gates.coverage, 'coverage of', (kind) => shareOf(run.coverage?.[kind])),
    ...least('judge', gates.judge, heldShare(cases)),
    ...most('broken', gates.broken, run.comparison?.broken.length),
    ...most('errors', gates.errors, totals.errors).map((one) => ({ ...one, of: 'infrastructure' as const })),
    ...most(
      'latency p95, ms',
      gates.latency_p95_ms,
      percentile(Object.values(run.timings.turns).flat(), 0.95),
    ),
  ];
}

function most(gate: string, wanted: number | undefined, got: number | undefined): Missed[] {
  if (wanted === undefined || got === undefined || got <= wanted) return [];
  return [{ gate, of: 'behaviour', wanted, got }];
}

/** What could not be played says nothing, and what fails as known was said before. */
function passRate(cases: ResultsFile['cases']): number | undefined {
  const played = cases.filter(({ status }) => status !== 'error' && status !== 'known');
  if (played.length === 0) return undefined;
  return played.filter(({ status }) => status === 'passed').length / played.length;
}

/** Of the statements on which there is a verdict; undefined where there is none. */
function heldShare(cases: ResultsFile['cases']): number | undefined {
  const verdicts = cases.flatMap(({ judged = [] }) => judged.flatMap(({ holds }) => holds ?? []));
  return verdicts.length === 0 ? undefined : verdicts.filter(Boolean).length / verdicts.length;
}

function shareOf(coverage: Coverage[string] | undefined): number | undefined {
  return coverage && (coverage.of === 0 ? 1 : coverage.reached / coverage.of);
}

/** 0: all gates passed; 1: something behaves as it should not; 2: it could not be seen whether it does. */
export function exitCodeOf(missed: readonly Missed[]): 0 | 1 | 2 {
  if (missed.some(({ of }) => of === 'behaviour')) return 1;
  return missed.length === 0 ? 0 : 2;
}
