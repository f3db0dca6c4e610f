/** One line of a table: how many of how many were right. */
export interface Share {
  name: string;
  right: number;
  of: number;
}

/** Right and all by group, in the order the groups first occur. */
export function sharesBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  isRight: (item: T) => boolean,
): Share[] {
  const shares = new Map<string, Share>();
  for (const item of items) {
    const name = nameOf(item);
    const share = shares.get(name) ?? { name, right: 0, of: 0 };
    share.of += 1;
    if (isRight(item)) share.right += 1;
    shares.set(name, share);
  }
  return [...shares.values()];
}

export interface OutOfScopeFigures {
  /** Of what is out of scope, how much is turned away where 95 % of the rest is accepted; in percent. */
  recallAt95: number;
  /** How often something in scope scores above something out of scope. */
  auroc: number;
}

/** How well a score tells what is in scope from what is not. */
export function outOfScopeFigures(inScope: readonly number[], outside: readonly number[]): OutOfScopeFigures {
  const sorted = [...inScope].sort((a, b) => a - b);
  const threshold = sorted[Math.floor(sorted.length * 0.05)] ?? 0;
  const below = outside.filter((score) => score < threshold).length;
  let above = 0;
  for (const one of inScope) for (const other of outside) above += one > other ? 1 : one === other ? 0.5 : 0;
  return {
    recallAt95: percent(below, outside.length),
    auroc: Math.round((1000 * above) / Math.max(1, inScope.length * outside.length)) / 1000,
  };
}

/** One digit after the point. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}

/** A table in plain text, the columns aligned. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
