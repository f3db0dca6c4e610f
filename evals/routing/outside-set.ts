import type { Mode } from '../../src/contracts/mode.js';
import type { AskRouter, Routed } from './ask-router.js';
import { outOfScopeFigures, percent, sharesBy, type OutOfScopeFigures, type Share } from './figures.js';
import { isRight, OOS, targetsOf, type LabelMap } from './label-map.js';
import type { OutsideRow } from './read-rows.js';

export interface OutsideMeasured {
  n: number;
  /** Rows whose label the map does not name; they are left out. */
  unmapped: number;
  accuracy: number;
  falselyRefused: number;
  outOfScope: OutOfScopeFigures | undefined;
  byTarget: Share[];
  byLabel: Share[];
}

interface Answered extends OutsideRow {
  targets: readonly string[];
  routed: Routed;
}

/** Routes sentences of another data set and holds the routes against what its labels mean here. */
export async function measureOutside(
  rows: readonly OutsideRow[],
  { map, mode, ask }: { map: LabelMap; mode: Mode; ask: AskRouter },
): Promise<OutsideMeasured> {
  const all: Answered[] = [];
  for (const row of rows) {
    const targets = targetsOf(map, row.label);
    if (targets !== undefined) all.push({ ...row, targets, routed: await ask(row.text, mode) });
  }
  const right = (one: Answered): boolean => isRight(one.routed, one.targets);
  const known = all.filter(({ targets }) => !targets.includes(OOS));
  const outside = all.filter(({ targets }) => targets.includes(OOS));
  const scores = (some: readonly Answered[]): number[] => some.map(({ routed }) => routed.inScope);
  return {
    n: all.length,
    unmapped: rows.length - all.length,
    accuracy: percent(known.filter(right).length, known.length),
    falselyRefused: percent(known.filter(({ routed }) => routed.refused).length, known.length),
    outOfScope: outside.length === 0 ? undefined : outOfScopeFigures(scores(known), scores(outside)),
    byTarget: sharesBy(all, ({ targets }) => targets.join(' or '), right),
    byLabel: sharesBy(all, ({ label }) => label, right),
  };
}
