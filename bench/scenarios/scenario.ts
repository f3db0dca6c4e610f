import type { Table } from '../table.js';
import type { Bench, Targets } from '../targets.js';

/** A target that was set, and whether this run met it. */
export interface Verdict {
  target: string;
  measured: string;
  met: boolean;
}

export interface ScenarioResult {
  tables: Table[];
  verdicts: Verdict[];
  /** All that was measured, for the JSON file. */
  data: unknown;
}

export interface Given {
  bench: Bench;
  targets: Targets;
  say: (line: string) => void;
}

export interface Scenario {
  name: string;
  run(given: Given): Promise<ScenarioResult>;
}
