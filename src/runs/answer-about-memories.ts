import type { MemoryView, RecalledMemory } from '../contracts/memory.js';
import { readMemoryRequest, type MemoryRequest } from '../memory/semantic/memory-request.js';
import type { ClaimedRun } from '../store/runs.js';
import { explainReply } from './explain-reply.js';
import { memoryInWords } from './memory-in-words.js';
import type { RunMemories } from './run-memories.js';

/** What is said in place of a plan, and the memories it rests on. */
export interface MemoryAnswer {
  text: string;
  memories: { id: string; text: string }[];
}

const SHOWN = 30;

/**
 * Answers a message that is about what is remembered of its writer, and does what it asks; undefined where it is about anything
 * else, or where a planner knows better. What is remembered of the message itself is written with the run's end.
 */
export async function answerAboutMemories(
  memories: RunMemories,
  run: Pick<ClaimedRun, 'message' | 'mode' | 'answer' | 'dryRun' | 'userId' | 'sessionId' | 'attempt'>,
  recalled: readonly RecalledMemory[],
): Promise<MemoryAnswer | undefined> {
  const request = run.answer === null && !run.dryRun ? readMemoryRequest(run.message) : undefined;
  if (request === undefined) return undefined;
  const owner = run.userId;
  if (request.do === 'remember' || request.do === 'note') return noted(request);
  if (request.do === 'forget-all') return forgetAll(memories, owner, request.confirmed);
  if (request.do === 'why') return explainReply(await memories.ofLastReply(owner, run.sessionId), run.mode);
  // What an attempt that died has forgotten is not there any more, and the next best was not meant.
  if (run.attempt > 1 && (request.do === 'forget' || request.do === 'forget-last')) return interrupted();
  if (request.do === 'forget') return forgetWhat(memories, owner, request.slot, recalled);
  if (request.do === 'list') return listed(await memories.list({ owner, limit: SHOWN }));
  if (request.do === 'ask') return told(await memories.list({ owner, slot: request.slot, limit: 1 }));
  return forgetLast(memories, owner, await memories.list({ owner, sessionId: run.sessionId, limit: SHOWN }));
}

async function forgetWhat(
  memories: RunMemories,
  owner: string,
  slot: string | undefined,
  recalled: readonly RecalledMemory[],
): Promise<MemoryAnswer> {
  // What holds in the slot and what held before.
  const inSlot = slot === undefined ? [] : await memories.list({ owner, slot, limit: 1_000, ended: true });
  return inSlot.length > 0 ? forgetThese(memories, owner, inSlot) : forgetAbout(memories, owner, recalled);
}

async function forgetThese(
  memories: RunMemories,
  owner: string,
  which: readonly { id: string }[],
): Promise<MemoryAnswer> {
  const count = await memories.forget(
    owner,
    which.map(({ id }) => id),
  );
  return { text: forgotten(count), memories: [] };
}

function noted({ memories }: Extract<MemoryRequest, { do: 'remember' | 'note' }>): MemoryAnswer {
  const texts = memories.map(({ text }) => `"${text}"`).join(' and ');
  return { text: `I will remember that: ${texts}. Say "forget that" if I should not.`, memories: [] };
}

function listed(held: readonly MemoryView[]): MemoryAnswer {
  if (held.length === 0) return { text: 'I remember nothing about you yet.', memories: [] };
  const lines = held.map((memory) => `- ${memoryInWords(memory)}`);
  const more = held.length === SHOWN ? `\nThese are the newest ${SHOWN}.` : '';
  return {
    text: `This is what I remember, newest first:\n${lines.join('\n')}${more}\nSay "forget that ..." about any of it, or "forget everything".`,
    memories: held.map(({ id, text }) => ({ id, text })),
  };
}

/** The newest of the kind that was asked for; where there is none, a planner may know more. */
function told([found]: readonly MemoryView[]): MemoryAnswer | undefined {
  return found && { text: `${memoryInWords(found)}.`, memories: [{ id: found.id, text: found.text }] };
}

async function forgetAll(memories: RunMemories, owner: string, confirmed: boolean): Promise<MemoryAnswer> {
  if (!confirmed) {
    const text =
      'This deletes all that I remember about you, for good. Say "yes, forget everything" to do it.';
    return { text, memories: [] };
  }
  const count = await memories.forget(owner, 'all');
  return {
    text: `I have forgotten everything I remembered about you (${count} ${count === 1 ? 'thing' : 'things'}), and the words leave what is kept of our conversations. The rest of the conversations stays.`,
    memories: [],
  };
}

async function forgetLast(
  memories: RunMemories,
  owner: string,
  here: readonly MemoryView[],
): Promise<MemoryAnswer | undefined> {
  const [newest] = here;
  if (newest === undefined) return undefined;
  return forgetThese(
    memories,
    owner,
    here.filter(({ source }) => source.run_id === newest.source.run_id),
  );
}

/** How much better than the next the memory that is meant must fit. */
const CLEARLY = 0.5;

async function forgetAbout(
  memories: RunMemories,
  owner: string,
  recalled: readonly RecalledMemory[],
): Promise<MemoryAnswer> {
  const [best, next] = recalled;
  if (best === undefined) return { text: 'I remember nothing like that.', memories: [] };
  if (next !== undefined && best.score - next.score < CLEARLY) {
    const lines = recalled.slice(0, 5).map(({ text }) => `- "${text}"`);
    const text = `I am not sure which of these you mean; please say it in its own words:\n${lines.join('\n')}`;
    return { text, memories: recalled.slice(0, 5).map(({ id, text: own }) => ({ id, text: own })) };
  }
  return forgetThese(memories, owner, [best]);
}

function interrupted(): MemoryAnswer {
  const text =
    'I was interrupted, and may have forgotten it already. Ask "what do you know about me?" to see what is left.';
  return { text, memories: [] };
}

/** Without the words themselves: they shall not stand in what is kept of the conversation. */
function forgotten(count: number): string {
  const what = count === 1 ? 'that' : `those ${count} things`;
  return `I have forgotten ${what}, and the words leave what is kept of our conversations.`;
}
