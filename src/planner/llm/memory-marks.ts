import type { TurnMemory } from '../planner.js';

const MARKS = /\s?\[(m?\d{1,3}(?:\s*,\s*m?\d{1,3})*)\]/g;

/** The memories that a model says it rests on: marks like [m1], which the person does not see. */
export interface MemoryMarks {
  /** The text without them; what is marked with other numbers stays. */
  strip(text: string): string;
  /** The ids of those that were marked, each once, in order; of one that the model was not given none. */
  used(): string[];
}

export function createMemoryMarks(memories: readonly TurnMemory[] = []): MemoryMarks {
  const used = new Set<string>();
  return {
    strip: (text) =>
      text.replace(MARKS, (whole, list: string) => {
        const marks = list.split(',').map((mark) => mark.trim());
        const others = marks.filter((mark) => !mark.startsWith('m'));
        if (others.length === marks.length) return whole;
        for (const mark of marks) {
          const memory = mark.startsWith('m') ? memories[Number(mark.slice(1)) - 1] : undefined;
          if (memory !== undefined) used.add(memory.id);
        }
        return others.length === 0 ? '' : `${/^\s/.test(whole) ? ' ' : ''}[${others.join(', ')}]`;
      }),
    used: () => [...used],
  };
}

/** The memories for a prompt, each with its mark. */
export function markedMemories(memories: readonly TurnMemory[]): string {
  return memories.map(({ kind, text }, place) => `- [m${place + 1}] ${kind}: ${text}`).join('\n');
}
