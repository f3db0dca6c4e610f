import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build.js';
import type { Machine } from './machine.js';
import type { ScenarioResult, Verdict } from './scenarios/scenario.js';
import { toMarkdown, toText, type Table } from './table.js';

export interface Report {
  machine: Machine;
  /** Lines that say how it was run. */
  conditions: string[];
  results: Record<string, ScenarioResult>;
}

const RESULTS = join(ROOT, 'bench', 'results');

export function toTerminal({ machine, conditions, results }: Report): string {
  const tables = tablesOf(results).map(toText);
  return ['', describe(machine), ...conditions, '', ...tables].join('\n');
}

/** Writes `<date>-<revision>.json` and, for people, `latest.md`; gives the files' names. */
export function writeReport(report: Report): string {
  const { machine, conditions, results } = report;
  mkdirSync(RESULTS, { recursive: true });
  const name = `${machine.at.slice(0, 10)}-${machine.rev}.json`;
  writeFileSync(join(RESULTS, name), `${JSON.stringify(toJson(report), null, 1)}\n`);
  const lines = ['# Latest benchmark', '', describe(machine), ...conditions.map((line) => `- ${line}`), ''];
  const page = [...lines, ...tablesOf(results).map(toMarkdown)].join('\n');
  writeFileSync(join(RESULTS, 'latest.md'), page);
  return `bench/results/${name} and bench/results/latest.md`;
}

function toJson({ machine, conditions, results }: Report): unknown {
  const scenarios = Object.fromEntries(
    Object.entries(results).map(([name, { data, verdicts }]) => [name, { verdicts, data }]),
  );
  return { machine, conditions, scenarios };
}

function tablesOf(results: Report['results']): Table[] {
  const all = Object.values(results);
  return [...all.flatMap(({ tables }) => tables), toTable(all.flatMap(({ verdicts }) => verdicts))];
}

function toTable(verdicts: Verdict[]): Table {
  return {
    title: 'Targets',
    note: 'Two busy cores move absolute times by half; ratios taken in one run are what to compare.',
    head: ['target', 'measured', 'met'],
    rows: verdicts.map(({ target, measured, met }) => [target, measured, met ? 'yes' : 'NO']),
  };
}

function describe({ at, rev, node, platform, cores, cpu, memoryGb }: Machine): string {
  return `${at}, revision ${rev}, Node ${node} on ${platform}, ${cores} cores (${cpu}), ${memoryGb} GB`;
}
