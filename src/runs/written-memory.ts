import type { MemoryKind, NewMemory } from '../contracts/memory.js';
import { AppError } from '../core/errors.js';
import { extractMemories } from '../memory/semantic/extract-memories.js';
import { SECRET_CLASSES } from '../policy/text/finding.js';
import { scanText } from '../policy/text/scan.js';

/**
 * What an owner writes down themselves, as it is to be kept: what it says about them is read like a message, so that it ends
 * what it replaces. Throws where it holds a secret or an address: those belong into no memory.
 */
export function toWrittenMemory({ text, kind }: { text: string; kind?: MemoryKind | undefined }): NewMemory {
  const kept = checkedText(text);
  const [read] = extractMemories({ message: kept }).filter((memory) => memory.text === kept);
  const known = kind === undefined || kind === read?.kind ? read : undefined;
  return {
    kind: known?.kind ?? kind ?? 'fact',
    slot: known?.slot ?? null,
    text: kept,
    answers: null,
    quote: null,
    importance: known?.importance ?? 0.7,
  };
}

/** Whether a memory may hold the text: no secret, no address. */
export function mayBeKept(text: string): boolean {
  const { findings } = scanText(text);
  return !findings.some(({ class: name }) => SECRET_CLASSES.has(name) || name === 'email');
}

/** The text without space around it; throws where a memory must not hold it. */
export function checkedText(text: string): string {
  if (!mayBeKept(text)) {
    throw new AppError(
      'invalid_field',
      'text: a memory holds no secrets, no card numbers and no e-mail addresses.',
    );
  }
  return text.trim();
}
