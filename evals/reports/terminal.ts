import { groupBy } from './group-by.js';
import type { JsonValue } from '../../src/contracts/json.js';
import { findingsOf, type CaseResult } from '../replay/result.js';

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
  return `- ${clip(show(expected), LONGEST)}\n+ ${clip(show(got), LONGEST)}`;
}

function show(value: JsonValue): string {
  if (value === null) return '(nothing)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One line a suite. */
export function showSuites(results: readonly CaseResult[]): string {
  const rows = [...groupBy(results, ({ suite }) => suite)].map(([suite, some]) => {
    const passed = some.filter(({ status }) => status === 'passed').length;
    const turns = some.reduce((sum, one) => sum + one.turns.length, 0);
    return `  ${suite.padEnd(14)} ${String(passed).padStart(4)} of ${String(some.length).padStart(4)} cases passed, ${turns} turns`;
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
