import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { JsonValue } from '../../src/contracts/json.js';
import { findingsOf, type CaseResult } from '../replay/result.js';
import type { TurnTrace } from '../replay/trace.js';
import type { Coverage } from './coverage.js';
import { timelineOf, type Bar } from './timeline.js';
import { runViewOf, type Visualizer } from './visualizer.js';

const STYLE = readFileSync(new URL('./report.css', import.meta.url), 'utf8');
const SCRIPT = readFileSync(new URL('./report.client.js', import.meta.url), 'utf8');

/** The whole run as one page that needs nothing but itself; with the visualizer in it, where there is one. */
export function toHtml(
  results: readonly CaseResult[],
  coverage: Coverage | undefined,
  visualizer: Visualizer | undefined,
): string {
  const cases = results.filter(({ play, status }) => play === 1 || status !== 'passed');
  const worstFirst = [...cases].sort((a, b) => rank(a) - rank(b));
  const count = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Evals</title><style>${STYLE}</style></head><body>
<h1>Evals</h1>
<p>${count('passed')} passed, ${count('failed')} failed, ${count('known')} as known, ${count('error')} could not be played.</p>
<form id="filter"><input id="words" type="search" placeholder="suite, case, tag, tool, text" aria-label="Filter">
<label><input id="wrong" type="checkbox"> only what went wrong</label> <output id="count"></output></form>
${worstFirst.map(caseOf).join('\n')}
${coverage === undefined ? '' : coverageTable(coverage)}
${visualizer === undefined ? NOT_BUILT : `<script type="application/json" id="visualizer">${inlineJson(visualizer)}</script>`}
<script>${SCRIPT}</script></body></html>
`;
}

function rank({ status }: CaseResult): number {
  return ['error', 'failed', 'known', 'passed'].indexOf(status);
}

function caseOf(result: CaseResult): string {
  const { id, title, tags, status, trace, error, took_ms } = result;
  const turns = (trace?.turns ?? []).map((turn, index) => turnOf(turn, index + 1, result)).join('\n');
  const whole = findingsOf(result).filter(({ turn }) => turn === undefined);
  const words = [id, title, ...tags, ...(trace?.turns ?? []).flatMap(wordsOf)].join(' ').toLowerCase();
  return `<details id="${escaped(id)}" class="case ${status}" data-words="${escaped(words)}"${status === 'passed' ? '' : ' open'}>
<summary><b>${escaped(id)}</b> ${escaped(title)} <small>${status}, ${took_ms.toFixed(0)} ms</small></summary>
${error === undefined ? '' : `<pre>${escaped(error)}</pre>`}${whole.map(findingOf).join('')}${turns}${matchOf(result)}</details>`;
}

function wordsOf({ input, reply, events }: TurnTrace): string[] {
  const tools = events.flatMap((event) => (event.type === 'tool.started' ? [event.tool] : []));
  return [input, reply?.text ?? '', ...tools];
}

function turnOf(trace: TurnTrace, number: number, result: CaseResult): string {
  const findings = findingsOf(result).filter(({ turn }) => turn === number);
  const reply = trace.reply?.text ?? `(turned away: ${trace.rejected ?? 'no reply'})`;
  return `<section><p class="said">${escaped(trace.input)}</p><p class="reply">${escaped(reply)}</p>
${findings.map(findingOf).join('')}${judgedIn(number, result)}${timelineHtml(timelineOf(trace))}
${openLink(trace)}<details class="events"><summary>${trace.events.length} events</summary><pre>${escaped(trace.events.map((event) => JSON.stringify(event)).join('\n'))}</pre></details></section>`;
}

function judgedIn(number: number, { judged = [] }: CaseResult): string {
  const said = judged.filter(({ turn }) => turn === number);
  return said
    .map(({ statement, holds, why = 'nobody has a verdict' }) => {
      const word = holds === undefined ? 'not judged' : holds ? 'holds' : 'does not hold';
      return `<p><small>judge: "${escaped(statement)}" ${word}: ${escaped(why)}</small></p>`;
    })
    .join('');
}

function findingOf({ scorer, what, expected, got }: ReturnType<typeof findingsOf>[number]): string {
  const show = (value: JsonValue): string =>
    escaped(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  return `<div class="finding"><b>${escaped(scorer)}</b>: ${escaped(what)}<pre class="expected">${show(expected)}</pre><pre class="got">${show(got)}</pre></div>`;
}

const NOT_BUILT = '<p>After <code>npm run build</code> every turn can be opened in the visualizer.</p>';

/** Shown by the page's script where the visualizer is in the page. */
function openLink(trace: TurnTrace): string {
  const run = runViewOf(trace);
  if (run === undefined) return '';
  return `<button class="open" type="button" hidden data-run="${escaped(JSON.stringify(run))}">Open in the visualizer</button>`;
}

/** JSON that ends no script, whatever somebody wrote. */
function inlineJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** What a recorded match came to. */
function matchOf({ match }: CaseResult): string {
  return match === undefined ? '' : `<pre>${escaped(stringify(match))}</pre>`;
}

const ROW = 16;

function timelineHtml(bars: readonly Bar[]): string {
  const end = Math.max(1, ...bars.map(({ start, length }) => start + length));
  const rows = bars.map(({ kind, name, start, length }, index) => {
    const [x, width] = [(start / end) * 100, Math.max(0.3, (length / end) * 100)];
    const label = `${name} ${length.toFixed(1)} ms`;
    return `<rect class="${kind}" x="${x.toFixed(2)}%" y="${index * ROW}" width="${width.toFixed(2)}%" height="12"><title>${escaped(label)}</title></rect><text x="${Math.min(x, 70).toFixed(2)}%" y="${index * ROW + 10}">${escaped(label)}</text>`;
  });
  return `<svg class="timeline" height="${bars.length * ROW}" role="img" aria-label="timeline">${rows.join('')}</svg>`;
}

function coverageTable(coverage: Coverage): string {
  const rows = Object.entries(coverage).map(
    ([kind, { reached, of, missing }]) =>
      `<tr><td>${escaped(kind)}</td><td>${reached} of ${of}</td><td>${escaped(missing.join(', '))}</td></tr>`,
  );
  return `<h2>Coverage</h2><table><tr><th>of</th><th>reached</th><th>no case reaches</th></tr>${rows.join('')}</table>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
