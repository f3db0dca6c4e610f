import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ResultsFile, type CaseRow } from './results-file.js';
import { mcNemar, wilcoxon } from './significance.js';
import { percentile, TimingsFile } from './timings-file.js';

/** An earlier run to compare with; its times where they lie beside it. */
export interface Baseline {
  results: ResultsFile;
  timings: TimingsFile | undefined;
}

/** What is another one than in the earlier run. */
export interface Comparison {
  fixed: string[];
  /** With what is wrong now. */
  broken: CaseRow[];
  added: string[];
  removed: string[];
  /** How likely it is that nothing changed, by the cases that passed on one side only. */
  p: number;
  /** By scorer: the share of judgements that found nothing wrong, before and now, where it is another one. */
  scores: { scorer: string; before: number; now: number }[];
  latency: { ratio: number; p: number; turns: number } | undefined;
}

export function readBaseline(file: string): Baseline {
  const results = ResultsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const beside = join(dirname(file), 'timings.json');
  const timings = existsSync(beside)
    ? TimingsFile.parse(JSON.parse(readFileSync(beside, 'utf8')))
    : undefined;
  return { results, timings };
}

export function compareRuns(before: Baseline, results: ResultsFile, timings: TimingsFile): Comparison {
  const earlier = new Map(before.results.cases.map((row) => [row.id, row]));
  const pairs = results.cases.flatMap((row) => {
    const old = earlier.get(row.id);
    return old === undefined ? [] : [{ old, row }];
  });
  const fixed = pairs.filter(({ old, row }) => old.status !== 'passed' && row.status === 'passed');
  const broken = pairs.filter(({ old, row }) => old.status === 'passed' && row.status === 'failed');
  const ids = new Set(results.cases.map(({ id }) => id));
  return {
    fixed: fixed.map(({ row }) => row.id),
    broken: broken.map(({ row }) => row),
    added: [...ids].filter((id) => !earlier.has(id)),
    removed: [...earlier.keys()].filter((id) => !ids.has(id)),
    p: mcNemar(fixed.length, broken.length),
    scores: compareScores(before.results, results),
    latency: before.timings && compareLatency(before.timings, timings),
  };
}

function compareScores(before: ResultsFile, now: ResultsFile): Comparison['scores'] {
  const [old, current] = [ratesOf(before), ratesOf(now)];
  return [...current].flatMap(([scorer, rate]) => {
    const was = old.get(scorer);
    return was === undefined || was === rate ? [] : [{ scorer, before: was, now: rate }];
  });
}

/** Of each scorer the share of judgements that found nothing wrong. */
export function ratesOf({ cases }: ResultsFile): Map<string, number> {
  const sums = new Map<string, { passed: number; judged: number }>();
  for (const [scorer, { passed, judged }] of cases.flatMap(({ scores }) => Object.entries(scores))) {
    const sum = sums.get(scorer) ?? { passed: 0, judged: 0 };
    sums.set(scorer, { passed: sum.passed + passed, judged: sum.judged + judged });
  }
  return new Map([...sums].map(([scorer, { passed, judged }]) => [scorer, passed / judged]));
}

/** Turn by turn: how many times as long the middle one takes. */
function compareLatency(before: TimingsFile, now: TimingsFile): Comparison['latency'] {
  const ratios = Object.entries(now.turns).flatMap(([id, turns]) =>
    turns.flatMap((ms, index) => {
      const old = before.turns[id]?.[index];
      return old === undefined || old === 0 || ms === 0 ? [] : [Math.log(ms / old)];
    }),
  );
  if (ratios.length === 0) return undefined;
  return { ratio: Math.exp(percentile(ratios, 0.5)), p: wilcoxon(ratios), turns: ratios.length };
}
