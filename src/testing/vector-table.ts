import { normalise } from '../core/vectors.js';
import type { Dice } from '../policy/text/fixtures/dice.js';
import type { VectorChange, VectorRow, VectorSource } from '../memory/vectors/vector-index.js';

/** Stands in for the table of memories: rows by owner, and a version that changes with every write. */
export interface VectorTable extends VectorSource {
  write(owner: string, change: { put?: VectorRow[]; remove?: string[] }): VectorChange;
  erase(owner: string): void;
  rows(owner: string): VectorRow[];
  loads: number;
  /** Waits before each answer, as a database would. */
  delay: () => Promise<void>;
}

let tables = 0;

export function createVectorTable(): VectorTable {
  const owners = new Map<string, { version: string; rows: Map<string, Float32Array> }>();
  // As in a database: no version comes twice, also not in another table.
  const prefix = ++tables;
  let writes = 0;
  const table: VectorTable = {
    loads: 0,
    delay: () => Promise.resolve(),
    async load(owner) {
      table.loads += 1;
      const answer = { version: owners.get(owner)?.version ?? '0', rows: table.rows(owner) };
      await table.delay();
      return answer;
    },
    async version(owner) {
      const version = owners.get(owner)?.version ?? '0';
      await table.delay();
      return version;
    },
    rows: (owner) => [...(owners.get(owner)?.rows ?? [])].map(([id, vector]) => ({ id, vector })),
    write(owner, { put = [], remove = [] }) {
      const known = owners.get(owner) ?? { version: '0', rows: new Map<string, Float32Array>() };
      writes += 1;
      const change = { from: known.version, to: `${prefix}.${writes}`, put, remove };
      for (const id of remove) known.rows.delete(id);
      for (const { id, vector } of put) known.rows.set(id, vector);
      owners.set(owner, { version: change.to, rows: known.rows });
      return change;
    },
    erase: (owner) => void owners.delete(owner),
  };
  return table;
}

export function randomVector(dice: Dice, dimension: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => dice.roll(2 ** 20) - 2 ** 19);
  return normalise(vector) ? vector : randomVector(dice, dimension);
}
