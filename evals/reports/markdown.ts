import { isWrong } from '../replay/result.js';
import type { JsonValue } from '../../src/contracts/json.js';
import type { Comparison } from './compare-runs.js';
import type { Coverage } from './coverage.js';
import type { Missed, Run } from './gates.js';
import { groupBy } from './group-by.js';
import type { CaseRow, ResultsFile } from './results-file.js';

const MOST_FAILURES = 20;

/** What a reviewer of a pull request wants to know, worst first. */
export function toMarkdown(run: Run, missed: readonly Missed[]): string {
  const { results, comparison, coverage } = run;
  const { cases, turns, passed, failed, known, errors } = results.totals;
  const verdict = missed.length === 0 ? 'passed' : 'did not pass';
  return [
    `## Evals ${verdict}: ${passed} of ${cases} cases (${turns} turns), ${failed} failed, ${known} as known, ${errors} could not be played`,
    ...missed.map(({ gate, wanted, got }) => `- gate **${gate}**: ${show(got)}, wanted ${show(wanted)}`),
    comparison === undefined ? '' : showComparison(comparison),
    showFailures(results.cases),
    results.cases.flatMap(showKnown).join('\n'),
    showSuites(results),
    coverage === undefined ? '' : showCoverage(coverage),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function show(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

export function showComparison({ fixed, broken, added, removed, p, scores, latency }: Comparison): string {
  const list = (ids: readonly string[]): string => (ids.length === 0 ? '' : `: ${ids.join(', ')}`);
  const changed = scores.map(({ scorer, before, now }) => `${scorer} ${show(before)} to ${show(now)}`);
  return [
    '### Against the baseline',
    '',
    `- ${broken.length} broken`,
    ...broken.slice(0, MOST_FAILURES).map(showBroken),
    `- ${fixed.length} fixed${list(fixed)}`,
    ...(added.length + removed.length === 0
      ? []
      : [`- ${added.length} new, ${removed.length} gone${list(removed)}`]),
    `- ${changed.length === 0 ? 'no score changed' : changed.join('; ')} (p = ${show(p)} that nothing changed, McNemar)`,
    ...(latency === undefined
      ? []
      : [
          `- turns take ${show(latency.ratio)} times as long (median of ${latency.turns}, p = ${show(latency.p)}, Wilcoxon)`,
        ]),
  ].join('\n');
}

/** The case, the turn, and the first thing that is another one than it should be. */
function showBroken({ id, findings: [finding] }: CaseRow): string {
  if (finding === undefined) return `  - **${id}**`;
  const { turn, input = '', scorer, what, expected, got } = finding;
  const where = turn === undefined ? 'whole case' : `turn ${turn} "${clip(input, 60)}"`;
  return `  - **${id}**, ${where} · ${scorer}: ${what}: ${clip(toText(got), 80)}, not ${clip(toText(expected), 80)}`;
}

function showFailures(cases: readonly CaseRow[]): string {
  const wrong = cases.filter(isWrong);
  if (wrong.length === 0) return '';
  const more = wrong.length > MOST_FAILURES ? [`and ${wrong.length - MOST_FAILURES} more`] : [];
  return ['### What went wrong', ...wrong.slice(0, MOST_FAILURES).map(showCase), ...more].join('\n\n');
}

function showKnown({ id, status, known = '' }: CaseRow): string[] {
  return status === 'known' ? [`- **${id}** fails as known: ${known}`] : [];
}

function showCase({ id, title, status, error, findings }: CaseRow): string {
  if (status === 'error') return `**${id}** could not be played: ${error ?? ''}`;
  const lines = findings.flatMap(({ turn, input, scorer, what, expected, got }) => [
    `${turn === undefined ? 'whole case' : `turn ${turn} "${clip(input ?? '', 60)}"`} · ${scorer}: ${what}`,
    `- ${clip(toText(expected), 200)}`,
    `+ ${clip(toText(got), 200)}`,
  ]);
  return `**${id}**: ${title}\n\n\`\`\`diff\n${lines.join('\n')}\n\`\`\``;
}

/** On one line, so that a diff stays one. */
function toText(value: JsonValue): string {
  return typeof value === 'string' ? value.replaceAll('\n', ' ') : JSON.stringify(value);
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

function showSuites({ cases }: ResultsFile): string {
  const rows = [...groupBy(cases, ({ suite }) => suite)].map(([suite, some]) => {
    const passed = some.filter(({ status }) => status === 'passed').length;
    return `| ${suite} | ${passed} of ${some.length} | ${some.reduce((sum, { turns }) => sum + turns, 0)} |`;
  });
  return ['| suite | passed | turns |', '| --- | --- | --- |', ...rows].join('\n');
}

function showCoverage(coverage: Coverage): string {
  const rows = Object.entries(coverage).map(([kind, { reached, of, missing }]) => {
    return `| ${kind} | ${reached} of ${of} | ${missing.join(', ')} |`;
  });
  return ['| coverage | reached | no case reaches |', '| --- | --- | --- |', ...rows].join('\n');
}
