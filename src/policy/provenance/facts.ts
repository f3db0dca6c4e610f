import type { ChatMessage } from '../../contracts/chat.js';
import type { JsonObject, JsonValue } from '../../contracts/json.js';

/** What a person wrote, and what they were shown in answer to it. */
export interface Exchange {
  said: string;
  shown: string;
}

/** A step of this plan that is done: what was called with which arguments, and what came of it. */
export interface Evidence {
  stepId: number;
  tool: string;
  args: JsonObject;
  result: JsonValue;
}

/** All that a call may rest on. Nothing in it was written by the planner but the question that is open. */
export interface CallFacts {
  /** The person's message of this turn. */
  message: string;
  /** The exchanges before it, the newest last. */
  before: readonly Exchange[];
  /** What the copilot asked last and waits to have answered, where it does. */
  open: { choices: readonly { label: string; value: string }[] } | null;
  evidence: readonly Evidence[];
}

/** The same for a write. */
export interface Facts extends CallFacts {
  /** The writes of this run that are done or under way. */
  writes: readonly { tool: string; args: JsonObject }[];
}

/** An answer to a question is kept as "Yes: <what was asked>", and what was asked is not the person's. */
function ownWords(content: string): string {
  return /^(Yes|No): /.exec(content)?.[1] ?? content;
}

/** The results of the plan's steps, by step. */
export function resultsIn({ evidence }: CallFacts): ReadonlyMap<number, JsonValue> {
  return new Map(evidence.map(({ stepId, result }) => [stepId, result]));
}

/** How many earlier messages can still be referred to. */
const KEPT = 10;

/** A session's history as exchanges; what was said without an answer is one too. */
export function exchangesOf(history: readonly ChatMessage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const { role, content } of history) {
    const last = exchanges.at(-1);
    if (role === 'user') exchanges.push({ said: ownWords(content), shown: '' });
    else if (role === 'assistant' && last !== undefined) last.shown += content;
  }
  return exchanges.slice(-KEPT);
}
