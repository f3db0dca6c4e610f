import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult } from '../replay/result.js';
import type { Missed, Run } from './gates.js';
import { toHtml } from './html.js';
import { toJunit } from './junit.js';
import { toMarkdown } from './markdown.js';
import { toStableText } from './results-file.js';
import type { Visualizer } from './visualizer.js';

/** Writes a run down for whoever reads it: programs, a CI server, a pull request, a person. */
export function writeReports(
  folder: string,
  results: readonly CaseResult[],
  { run, missed, visualizer }: { run: Run; missed: readonly Missed[]; visualizer: Visualizer | undefined },
): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  write('results.json', toStableText(run.results));
  write('timings.json', pretty(run.timings));
  write('junit.xml', toJunit(run.results, run.timings));
  write('summary.md', toMarkdown(run, missed));
  write('report.html', toHtml(results, run.coverage, visualizer));
  if (run.coverage !== undefined) write('coverage.json', pretty(run.coverage));
}
