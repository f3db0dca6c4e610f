import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hashOf } from '../../src/core/ids.js';

/** What is asked: whether a statement holds of an answer. */
export interface JudgeQuestion {
  said: string;
  answered: string;
  statement: string;
}

export const Verdict = z.strictObject({ holds: z.boolean(), why: z.string().min(1).max(500) });
export type Verdict = z.infer<typeof Verdict>;

const Kept = z.strictObject({
  statement: z.string(),
  answered: z.string(),
  ...Verdict.shape,
  /** The model that gave it; `hand` for a person. */
  by: z.string(),
});

/** Verdicts by the hash of their question and of the prompt: where either is another one, it is asked anew. */
export const Verdicts = z.record(z.string(), Kept);
export type Verdicts = z.infer<typeof Verdicts>;

export const JUDGE_PROMPT = readFileSync(new URL('./judge.md', import.meta.url), 'utf8');

export function keyOf({ said, answered, statement }: JudgeQuestion): string {
  return hashOf({ prompt: JUDGE_PROMPT, said, answered, statement }).slice(0, 16);
}

/** Beside the case, as its cassette is. */
export function verdictsFile(caseFile: string): string {
  return caseFile.replace(/\.ya?ml$/, '.judge.json');
}

export function readVerdicts(caseFile: string): Verdicts {
  const file = verdictsFile(caseFile);
  return existsSync(file) ? Verdicts.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

export function writeVerdicts(caseFile: string, verdicts: Verdicts): void {
  const sorted = Object.fromEntries(Object.entries(verdicts).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(verdictsFile(caseFile), `${JSON.stringify(sorted, null, 2)}\n`);
}
