import type { ChatMessage, Reply } from '../contracts/chat.js';
import type { NewMemory } from '../contracts/memory.js';
import { MARKER } from '../memory/semantic/sentences.js';
import type { ClaimedRun } from '../store/runs.js';

const ASKED_LENGTH = 160;
/** Recalled where what is asked is like it, not for its own sake. */
const IMPORTANCE = 0.1;

/**
 * The plan of a model that worked: what was asked, and which tools did it in which order; undefined where there is nothing to
 * learn. Of each order of tools one is kept. The rules know their own plans.
 */
export function skillOf(
  { message, answer }: Pick<ClaimedRun, 'message' | 'answer'>,
  reply: Reply,
  history: readonly ChatMessage[],
): NewMemory | undefined {
  const steps = reply.plan ?? [];
  const worked = steps.length > 1 && steps.every(({ state }) => state === 'done');
  if (!worked || reply.planner !== 'llm' || reply.degraded !== undefined) return undefined;
  // What was asked for before the yes.
  const asked = answer === null ? message : history.findLast(({ role }) => role === 'user')?.content;
  if (asked === undefined || MARKER.test(asked)) return undefined;
  const tools = steps.map(({ tool }) => tool);
  return {
    kind: 'skill',
    slot: `skill ${tools.join(' ')}`,
    text: `For "${shown(asked)}": ${tools.join(', then ')}.`,
    answers: null,
    quote: null,
    importance: IMPORTANCE,
  };
}

/** The token of an address means something in its own conversation only. */
function shown(asked: string): string {
  const line = asked
    .replace(/\S+@\S+/g, '(an address)')
    .replace(/["\s]+/g, ' ')
    .trim();
  return line.length <= ASKED_LENGTH ? line : `${line.slice(0, ASKED_LENGTH).replace(/\S*$/, '')}…`;
}
