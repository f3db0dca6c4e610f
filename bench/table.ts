/** One section of the results. The first line is the head; columns are aligned by their first cell below it. */
export interface Table {
  title: string;
  /** What a reader must know to read it. */
  note: string;
  head: string[];
  rows: string[][];
}

const GAP = '  ';

/** For a terminal. */
export function toText({ title, note, head, rows }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const format = (line: string[]): string =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumeric(rows, column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return [title, note, '', format(head), rule, ...rows.map(format), ''].join('\n');
}

/** For a page. */
export function toMarkdown({ title, note, head, rows }: Table): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (isNumeric(rows, column) ? '---:' : '---'));
  return [`## ${title}`, '', note, '', line(head), line(rule), ...rows.map(line), ''].join('\n');
}

function isNumeric(rows: string[][], column: number): boolean {
  return rows.every((row) => /^[-\d]/.test(row[column] ?? ''));
}

/** 12.3, 0.04, 1234: three digits that count. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

export function ratio(value: number): string {
  return Number.isFinite(value) ? `${number(value)}x` : '-';
}

export function megabytes(bytes: number): string {
  return number(bytes / 1_048_576);
}
