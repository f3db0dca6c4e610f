import type pg from 'pg';
import type { NewMemory } from '../contracts/memory.js';
import { checkExtracted, maySayOfOneself } from '../memory/semantic/check-extracted.js';
import type { Said } from '../memory/semantic/extract-memories.js';
import { workInBackground } from '../memory/semantic/work-in-background.js';
import type { Scribe, WrittenFor } from '../planner/llm/scribe.js';
import { rememberLater } from '../store/remember-later.js';
import { mayBeKept } from './written-memory.js';

/** What a run that has ended may say besides what the rules have read in it. */
export interface ToLearn {
  run: WrittenFor;
  said: Said;
  /** What the rules have read, which is kept already. */
  known: readonly NewMemory[];
}

export interface ModelLearner {
  /** Has the model look, beside the turns. Returns at once. */
  learn(told: ToLearn): void;
  close(): Promise<void>;
}

export interface ModelLearnerDeps {
  pool: pg.Pool;
  extract: Scribe['extract'];
  onLearned: (owner: string) => void;
  /** What the rules have read is all that is kept of it. */
  onError: (error: unknown) => void;
}

/** As many runs wait; of more than that only what the rules read is kept. */
const MAX_WAITING = 200;

/** Reads messages with the model after their runs have ended, one at a time; where it fails, what the rules read stands. */
export function createModelLearner({ pool, extract, onLearned, onError }: ModelLearnerDeps): ModelLearner {
  const waiting: ToLearn[] = [];
  const look = async ({ run, said, known }: ToLearn, signal: AbortSignal): Promise<void> => {
    const read = await extract(run, { message: said.message, before: said.before }, signal);
    const kept = checkExtracted(read, said, known).filter(({ text }) => mayBeKept(text));
    if (kept.length > 0 && (await rememberLater(pool, run.runId, kept))) onLearned(run.userId);
  };
  const background = workInBackground({
    async next(signal) {
      const told = waiting.shift();
      if (told === undefined) return [];
      try {
        await look(told, signal);
      } catch (error) {
        signal.throwIfAborted();
        onError(error);
      }
      return [told];
    },
    onError,
  });
  return {
    learn(told) {
      if (waiting.length >= MAX_WAITING || !maySayOfOneself(told.said)) return;
      waiting.push(told);
      background.kick();
    },
    close: background.close,
  };
}
