import type { MemoryView } from '../contracts/memory.js';

/** A memory as it is told to its owner, with its day. */
export function memoryInWords({ kind, text, created_at }: MemoryView): string {
  const day = created_at.slice(0, 10);
  return kind === 'fact' || kind === 'preference' ? `You told me on ${day}: "${text}"` : `${text} (${day})`;
}
