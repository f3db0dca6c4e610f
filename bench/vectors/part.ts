import type { Verdict } from '../scenarios/scenario.js';
import type { Table } from '../table.js';

export interface Part {
  tables: Table[];
  verdicts: Verdict[];
}
