import { groupBy } from './group-by.js';
import type { JsonValue } from '../../src/contracts/json.js';
import { findingsOf, isWrong, type CaseResult } from '../replay/result.js';
import type { Coverage } from './coverage.js';
import type { Missed, Run } from './gates.js';
import { showComparison } from './markdown.js';
import type { CaseRow, ResultsFile } from './results-file.js';

/** How a person in front of a terminal sees a run. */

const LONGEST = 300;

/** Everything that is wrong with a case, so that nobody has to look anywhere else. */
export function showFailure(result: CaseResult): string {
  const head = `${result.status === 'error' ? 'ERROR ' : 'FAILED'} ${result.id}: ${result.title}`;
  if (result.status === 'error') return `${head}\n${indent(result.error ?? '', '    ')}`;
  const findings = findingsOf(result).map(({ turn, input, scorer, what, expected, got }) => {
    const where = turn === undefined ? 'whole case' : `turn ${turn} "${clip(input ?? '', 80)}"`;
    return `  ${where} · ${scorer}: ${what}\n${indent(showDifference(expected, got), '    ')}`;
  });
  return [head, ...findings].join('\n');
}

function showDifference(expected: JsonValue, got: JsonValue): string {
  const [wanted, came] = [show(expected), show(got)];
  const from = Math.max(0, firstDifference(wanted, came) - LONGEST / 2);
  // Of two long texts that begin alike, where they part.
  const part = (text: string): string => (from === 0 ? '' : '…') + clip(text.slice(from), LONGEST);
  return `- ${part(wanted)}\n+ ${part(came)}`;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function show(value: JsonValue): string {
  if (value === null) return '(nothing)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The end of a run: what went wrong once more, worst first, then the figures. */
export function showRun(results: readonly CaseResult[], run: Run, missed: readonly Missed[]): string {
  const wrong = results.filter(isWrong).map(showFailure);
  const { cases, turns, passed, failed, known, errors } = run.results.totals;
  const seconds = (run.timings.total_ms / 1000).toFixed(1);
  const gates = missed.map(
    ({ gate, wanted, got }) => `GATE ${gate}: ${number(got)}, wanted ${number(wanted)}`,
  );
  return [
    ...wrong,
    ...run.results.cases.flatMap(showKnown),
    ...showJudged(run.results.cases),
    showSuites(run.results),
    ...(run.coverage === undefined ? [] : [showCoverage(run.coverage)]),
    ...(run.comparison === undefined ? [] : [showComparison(run.comparison)]),
    `${passed} of ${cases} cases passed (${turns} turns), ${failed} failed, ${known} as known, ${errors} could not be played; ${seconds} s`,
    ...gates,
  ].join('\n');
}

function showKnown({ id, status, known = '' }: CaseRow): string[] {
  return status === 'known' ? [`KNOWN  ${id}: ${known}`] : [];
}

/** What a model finds, which no case passes or fails by. */
function showJudged(cases: readonly CaseRow[]): string[] {
  const all = cases.flatMap(({ id, judged = [] }) => judged.map((one) => ({ id, ...one })));
  const wrong = all.filter(({ holds }) => holds === false);
  const unseen = all.filter(({ holds }) => holds === undefined).length;
  const more = unseen === 0 ? '' : `, ${unseen} without a verdict (--judge asks a model)`;
  return [
    ...wrong.map(
      ({ id, turn, statement, why = '' }) => `JUDGE  ${id}, turn ${turn}: not "${statement}": ${why}`,
    ),
    ...(all.length === 0
      ? []
      : [`  judge            ${all.length - wrong.length - unseen} of ${all.length} statements hold${more}`]),
  ];
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function showSuites({ cases }: ResultsFile): string {
  const rows = [...groupBy(cases, ({ suite }) => suite)].map(([suite, some]) => {
    const passed = some.filter(({ status }) => status === 'passed').length;
    const turns = some.reduce((sum, one) => sum + one.turns, 0);
    const counts = `${String(passed).padStart(4)} of ${String(some.length).padStart(4)}`;
    return `  ${suite.padEnd(16)} ${counts} cases passed, ${turns} turns`;
  });
  return rows.join('\n');
}

const MOST_NAMES = 6;

function showCoverage(coverage: Coverage): string {
  const rows = Object.entries(coverage).map(([kind, { reached, of, missing }]) => {
    const more = missing.length > MOST_NAMES ? ` and ${missing.length - MOST_NAMES} more` : '';
    const names = missing.length === 0 ? '' : `; not ${missing.slice(0, MOST_NAMES).join(', ')}${more}`;
    return `  ${kind.padEnd(16)} ${String(reached).padStart(4)} of ${String(of).padStart(4)} reached${names}`;
  });
  return rows.join('\n');
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
