import type { Reply } from '../contracts/chat.js';
import type { MemoryView } from '../contracts/memory.js';
import type { Mode } from '../contracts/mode.js';
import type { MemoryAnswer } from './answer-about-memories.js';
import { memoryInWords } from './memory-in-words.js';

/** A reply that was given, and what it rests on. */
export interface LastReply extends Pick<Reply, 'citations' | 'plan'> {
  /** Of the memories that it used, those that are still there. */
  memories: MemoryView[];
  /** How many it used. */
  remembered: number;
}

const MOST_LINES = 8;

/**
 * Answers "why did you say that?": the memories, documents and steps that the reply rests on. Undefined where there is no reply, or one
 * about a match that is being played, which knows the reasons itself.
 */
export function explainReply(last: LastReply | undefined, mode: Mode): MemoryAnswer | undefined {
  if (last === undefined) return undefined;
  const { remembered } = last;
  const memories = last.memories.map((memory) => `- ${memoryInWords(memory)}`);
  const others = [...documentsOf(last), ...stepsOf(last)];
  if (mode === 'player' && remembered === 0 && others.length === 0) return undefined;
  const used = last.memories.map(({ id, text }) => ({ id, text }));
  if (others.length === 0) return { text: fromMemory(memories, remembered), memories: used };
  const lost = remembered > 0 && memories.length === 0 ? ['- Something that I have forgotten since'] : [];
  const lines = [...memories, ...lost, ...others];
  return { text: `Because of this:\n${lines.slice(0, MOST_LINES).join('\n')}`, memories: used };
}

function fromMemory(memories: readonly string[], remembered: number): string {
  if (remembered === 0)
    return 'I looked nothing up for it and used nothing that I remember: it is what I say to such a message.';
  if (memories.length === 0) return 'It rested on something that I have forgotten since.';
  return `Because of what I remember:\n${memories.join('\n')}\nSay "forget that ..." about any of it.`;
}

/** Only documents have sections; what else is cited are the events of a match. */
function documentsOf({ citations = [] }: LastReply): string[] {
  return citations.flatMap(({ title, section }) =>
    section === undefined ? [] : [`- Our documents say so: ${title}, "${section}"`],
  );
}

function stepsOf({ plan = [] }: LastReply): string[] {
  return plan.flatMap(({ label, tool, state }) =>
    state === 'done' && !tool.startsWith('rag.') ? [`- I did this for it: ${label}`] : [],
  );
}
