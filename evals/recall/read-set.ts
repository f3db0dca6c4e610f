import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RecallSet } from './conversations.js';
import { parseJsonl } from './read-jsonl.js';
import { fromLocomo, Locomo } from './read-locomo.js';

/** Our own set: a conversation and its questions a file. */
const FOLDER = fileURLToPath(new URL('./set/', import.meta.url));

/** Every kind a question of our own set may be of; `none` is about what was never said. */
export const OWN_KINDS = ['single', 'multi', 'temporal', 'paraphrase', 'correction', 'none'] as const;

export function readOwnSet(): RecallSet {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl'));
  const conversations = files.sort().flatMap((file) => readJsonlFile(join(FOLDER, file)));
  return { conversations, unknownEvidence: 0 };
}

/** Conversations of other people, as JSONL or in the layout LoCoMo is published in; which one is told by what is in it. */
export function readOutsideSet(file: string): RecallSet {
  const whole = wholeJson(readFileSync(file, 'utf8'));
  const isLocomo = Array.isArray(whole) || (whole !== undefined && 'qa' in whole);
  if (!isLocomo) return { conversations: readJsonlFile(file), unknownEvidence: 0 };
  const locomo = Locomo.safeParse(whole);
  if (locomo.success) return fromLocomo(locomo.data);
  throw new Error(`${file} is neither JSONL nor LoCoMo:\n${z.prettifyError(locomo.error)}`);
}

function readJsonlFile(file: string): RecallSet['conversations'] {
  try {
    return parseJsonl(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The file's one JSON value; undefined where it is something else, as JSONL of more than a line is. */
function wholeJson(content: string): object | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
