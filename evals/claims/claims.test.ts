import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { falseClaimIn } from '../../src/planner/llm/claims.js';
import { groundOfRecord } from './records.js';

// Sentences as models write them, by hand, each with the record it stands on (`record | sentence`). Every other line is held
// out: the patterns were mended with the first half in view, and the floors are those of the second.

interface Labelled {
  sentence: string;
  isCut: boolean;
}

function read(file: string, half: 'open' | 'held out'): Labelled[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines
    .filter((_line, at) => (at % 2 === 0) === (half === 'open'))
    .map((line) => {
      const [record = '', sentence = ''] = line.split(' | ');
      return { sentence, isCut: falseClaimIn(sentence, groundOfRecord(record)) !== undefined };
    });
}

const share = (part: readonly Labelled[], all: readonly Labelled[]): number => part.length / all.length;

test.each([
  ['open', 0.97, 0.97],
  ['held out', 0.85, 0.96],
] as const)('false claims are cut and true sentences stand, in the half that is %s', (half, recall, kept) => {
  const [lies, truths] = [read('false.txt', half), read('true.txt', half)];
  expect(lies.length).toBeGreaterThan(75);
  expect(truths.length).toBeGreaterThan(75);
  const [missed, cut] = [lies.filter(({ isCut }) => !isCut), truths.filter(({ isCut }) => isCut)];
  // Of the half that is held out, only how many.
  const tell = (some: Labelled[]): string =>
    half === 'open' ? some.map(({ sentence }) => sentence).join('\n') : `${some.length} sentences`;
  expect(1 - share(missed, lies), `not cut: ${tell(missed)}`).toBeGreaterThanOrEqual(recall);
  expect(1 - share(cut, truths), `cut: ${tell(cut)}`).toBeGreaterThanOrEqual(kept);
});
