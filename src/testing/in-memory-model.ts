import type { z } from 'zod';
import {
  ModelError,
  type Model,
  type ModelCall,
  type ModelErrorCode,
  type ModelRun,
  type ModelSource,
} from '../llm/model.js';

/** What the model answers a call with: an object, a text in pieces, a fault, or pieces and then a fault. */
export type Answer = object | string[] | ModelErrorCode | { pieces: string[]; fault: ModelErrorCode };

export interface InMemoryModel extends ModelSource {
  /** The calls so far, in order. */
  readonly calls: readonly (ModelCall & { name?: string })[];
  readonly runs: readonly ModelRun[];
}

/** A model that answers with `answers` in order, whatever it is asked; when they are used up it is unavailable. */
export function createInMemoryModel(answers: readonly Answer[]): InMemoryModel {
  const calls: (ModelCall & { name?: string })[] = [];
  const runs: ModelRun[] = [];
  const next = (call: ModelCall & { name?: string }): Answer => {
    call.signal.throwIfAborted();
    calls.push(call);
    return answers[calls.length - 1] ?? 'unavailable';
  };
  const model: Model = {
    async structured<T>(call: ModelCall & { name: string; schema: z.ZodType<T> }): Promise<T> {
      const answer = next(call);
      if (typeof answer === 'string')
        throw new ModelError(answer, 'The model failed.', { output: 'no JSON' });
      const read = call.schema.safeParse(answer);
      if (read.success) return read.data;
      throw new ModelError('invalid_output', read.error.message, { output: JSON.stringify(answer) });
    },
    async text(call) {
      const answer = next(call);
      if (typeof answer === 'string') throw new ModelError(answer, 'The model failed.');
      const { pieces, fault } = 'pieces' in answer ? answer : { pieces: answer, fault: undefined };
      if (!Array.isArray(pieces)) throw new ModelError('invalid_output', 'The model answered with no text.');
      for (const piece of pieces) call.onText(piece);
      if (fault !== undefined) throw new ModelError(fault, 'The model broke off.');
      return pieces.join('');
    },
  };
  return {
    name: 'in-memory',
    calls,
    runs,
    open: (run) => {
      runs.push(run);
      return model;
    },
  };
}
