import { z } from 'zod';
import { parseRows } from '../routing/read-rows.js';
import type { Imported } from './imported.js';
import { readAbcd } from './read-abcd.js';
import { readTau } from './read-tau.js';

export const FORMATS = ['jsonl', 'bitext', 'banking77', 'clinc', 'abcd', 'tau'] as const;
export type Format = (typeof FORMATS)[number];

/** Reads a file of another set in the layout it is published in. */
export function readFormat(content: string, format: Format): Imported[] {
  switch (format) {
    case 'jsonl':
      return fromRows(parseRows(content, 'jsonl'));
    case 'bitext':
      return fromRows(parseRows(content, 'csv', { text: 'instruction', label: 'intent' }));
    case 'banking77':
      return fromRows(parseRows(content, 'csv', { text: 'text', label: 'category' }));
    case 'clinc':
      return fromRows(readClinc(content));
    case 'abcd':
      return readAbcd(content);
    case 'tau':
      return readTau(content);
    default:
      return format satisfies never;
  }
}

function fromRows(rows: readonly { text: string; label: string }[]): Imported[] {
  return rows.map(({ text, label }, index) => ({ id: String(index + 1), says: [text], label, tools: [] }));
}

const Clinc = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

/** CLINC150: by split (`test`, `oos_test`, ...) pairs of a sentence and its intent. Tests come before training where both are there. */
function readClinc(content: string): { text: string; label: string }[] {
  const splits = Clinc.parse(JSON.parse(content));
  const names = Object.keys(splits);
  const tests = names.filter((name) => name.endsWith('test'));
  return (tests.length > 0 ? tests : names).flatMap((name) =>
    (splits[name] ?? []).map(([text, label]) => ({ text, label })),
  );
}
