import type { Outcome, Question } from './messages.js';

/** FAISS cannot be asked at the moment. */
export class FaissAwayError extends Error {
  override name = 'FaissAwayError';
}

/** Questions under way, each with its deadline. */
export interface Questions {
  /** `send` hands it over and says later whether that failed. */
  ask(question: Question, timeoutMs: number): Promise<Outcome>;
  answer(id: number, outcome: Outcome): void;
  rejectAll(error: FaissAwayError): void;
  count(): number;
}

type Send = (asked: Question & { id: number }, onFailure: (why: string) => void) => void;

interface Waiting {
  resolve(outcome: Outcome): void;
  reject(error: FaissAwayError): void;
}

export function createQuestions(send: Send): Questions {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  return {
    ask: (question, timeoutMs) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          waiting.delete(id);
          settle();
        };
        const away = (why: string): void => finish(() => reject(new FaissAwayError(why)));
        const timer = setTimeout(() => away('the FAISS process did not answer in time'), timeoutMs);
        waiting.set(id, {
          resolve: (outcome) => finish(() => resolve(outcome)),
          reject: (error) => finish(() => reject(error)),
        });
        send({ id, ...question }, away);
      }),
    answer: (id, outcome) => waiting.get(id)?.resolve(outcome),
    rejectAll(error) {
      for (const { reject } of waiting.values()) reject(error);
    },
    count: () => waiting.size,
  };
}
