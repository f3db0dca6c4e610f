import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A sentence with the label its data set gives it. */
export interface OutsideRow {
  text: string;
  label: string;
}

export interface Columns {
  text?: string | undefined;
  label?: string | undefined;
}

/** What data sets call them: Bitext has `instruction` and `intent`, Banking77 `text` and `category`, CLINC `text` and `intent`. */
const TEXT_NAMES = ['text', 'instruction', 'utterance', 'query', 'message', 'sentence'];
const LABEL_NAMES = ['label', 'intent', 'category', 'class'];

/** Reads a file of labelled sentences; the columns are found by their usual names where none are given. */
export function readRows(file: string, format: 'csv' | 'jsonl', columns: Columns = {}): OutsideRow[] {
  return parseRows(readFileSync(file, 'utf8'), format, columns);
}

export function parseRows(content: string, format: 'csv' | 'jsonl', columns: Columns = {}): OutsideRow[] {
  const records = format === 'csv' ? csvRecords(content) : jsonRecords(content);
  const [first] = records;
  if (first === undefined) throw new Error('The file has no rows.');
  const text = columns.text ?? TEXT_NAMES.find((name) => first.has(name));
  const label = columns.label ?? LABEL_NAMES.find((name) => first.has(name));
  if (text === undefined || label === undefined || !first.has(text) || !first.has(label)) {
    throw new Error(`Name the columns with --text and --label; there are ${[...first.keys()].join(', ')}.`);
  }
  return records
    .map((record) => ({ text: record.get(text) ?? '', label: record.get(label) ?? '' }))
    .filter((row) => row.text.trim() !== '' && row.label !== '');
}

function jsonRecords(content: string): Map<string, string>[] {
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const record = z.record(z.string(), z.unknown()).parse(JSON.parse(line));
    return new Map(Object.entries(record).map(([name, value]) => [name, String(value)]));
  });
}

function csvRecords(content: string): Map<string, string>[] {
  const [header = [], ...lines] = csvLines(content.replace(/^\uFEFF/, ''));
  return lines
    .filter((cells) => cells.length > 1)
    .map((cells) => new Map(header.map((name, place) => [name.trim(), cells[place] ?? ''])));
}

/** RFC 4180: cells may be quoted and then hold commas, line breaks and doubled quotes. */
function csvLines(content: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '') break;
    if (end !== ',') lines.push([]);
  }
  return lines;
}
