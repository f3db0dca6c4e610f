import { fail, type Answer } from './answer.js';
import type { Asked } from './asked.js';

export type Reply = Answer | ((asked: Asked) => Answer | undefined | Promise<Answer | undefined>);

/** Changes an answer on its way: a fault, for one. */
export type Alter = (answer: Answer, asked: Asked) => Answer;

/** What the model says to what. A reply that is `undefined` leaves the question to the next one. */
export interface Script {
  /** Says these, one after the other, whatever is asked, before anything else. */
  next(...replies: Reply[]): void;
  /** Says this to questions of that name: the JSON schema's, or `text`. The last one that was given counts. */
  on(name: string, reply: Reply): void;
  /** Says this to everything else. */
  otherwise(reply: Reply | undefined): void;
  /** From here on every answer goes through it; `undefined` ends that. */
  alter(alter: Alter | undefined): void;
  /** Forgets all of it. */
  clear(): void;
  answerTo(asked: Asked): Promise<Answer | undefined>;
  /** The names of questions that nobody wrote an answer to. */
  readonly unscripted: readonly string[];
}

export function createScript(): Script {
  const queue: Reply[] = [];
  const named = new Map<string, Reply>();
  const unscripted: string[] = [];
  let rest: Reply | undefined;
  let change: Alter | undefined;

  const find = async (asked: Asked): Promise<Answer | undefined> => {
    for (const reply of [queue.shift(), named.get(asked.name), rest]) {
      const answer = typeof reply === 'function' ? await reply(asked) : reply;
      if (answer !== undefined) return answer;
    }
    return undefined;
  };

  return {
    next: (...replies) => void queue.push(...replies),
    on: (name, reply) => void named.set(name, reply),
    otherwise: (reply) => void (rest = reply),
    alter: (alter) => void (change = alter),
    clear() {
      queue.length = 0;
      named.clear();
      unscripted.length = 0;
      rest = undefined;
      change = undefined;
    },
    async answerTo(asked) {
      const answer = await find(asked);
      if (answer !== undefined) return change?.(answer, asked) ?? answer;
      // Vectors can be made of any text.
      if (asked.name === 'embeddings') return undefined;
      unscripted.push(asked.name);
      return fail(501, `unscripted_${asked.name}`);
    },
    unscripted,
  };
}
