import { FAILPOINTS, type Failpoint } from '../../src/core/failpoint.js';
import type { Verdict } from './judge.js';

const COLUMNS = [
  'point',
  'runs',
  'lost',
  'doubled',
  'transcript equal',
  'resumed in',
  'sent again',
  'bus again',
];

/** One row a point, and below it what went wrong. */
export function toTable(verdicts: Verdict[]): string {
  const rows = FAILPOINTS.flatMap((point) => {
    const own = verdicts.filter(({ trial }) => trial.point === point);
    return own.length === 0 ? [] : [rowOf(point, own)];
  });
  return align([COLUMNS, ...rows]);
}

function rowOf(point: Failpoint, verdicts: Verdict[]): string[] {
  const sum = (read: (verdict: Verdict) => number): string =>
    String(verdicts.reduce((total, verdict) => total + read(verdict), 0));
  return [
    point,
    String(verdicts.length),
    sum(({ lost }) => lost),
    sum(({ doubled }) => doubled),
    `${verdicts.filter(({ sameTranscript }) => sameTranscript).length}/${verdicts.length}`,
    `${Math.round(median(verdicts.map(({ resumedMs }) => resumedMs)))} ms`,
    sum(({ replayed }) => replayed),
    sum(({ redelivered }) => redelivered),
  ];
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function align(rows: string[][]): string {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
