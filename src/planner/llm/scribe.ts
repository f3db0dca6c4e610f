import type { ChatMessage } from '../../contracts/chat.js';
import { ExtractedMemories } from '../../contracts/memory.js';
import type { Mode } from '../../contracts/mode.js';
import type { ModelPrompt, ModelSource } from '../../llm/model.js';
import type { Prompts } from '../../llm/prompts.js';
import { dataBlock } from './data-block.js';
import { messagesInLines } from './history.js';

/** The run that something is written after: its calls are counted for it. */
export interface WrittenFor {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
}

/** What the model writes beside the turns; each call has the deadline, the budgets and the record of every other. */
export interface Scribe {
  /** One summary out of the one so far and the messages since; throws `ModelError`, or what `signal` aborted with. */
  summarise(
    run: WrittenFor,
    told: { before: string | undefined; messages: readonly ChatMessage[] },
    signal: AbortSignal,
  ): Promise<string>;
  /** What a message seems to state of its writer, as the model reads it: to be checked before it counts. Throws like `summarise`. */
  extract(
    run: WrittenFor,
    said: { message: string; before: string | undefined },
    signal: AbortSignal,
  ): Promise<ExtractedMemories>;
}

const MAX_SUMMARY = 4_000;
const MAX_MESSAGES = 24_000;
const MAX_MESSAGE = 8_000;
const MAX_BEFORE = 1_000;

export function createScribe({ models, prompts }: { models: ModelSource; prompts: Prompts }): Scribe {
  // The run's log is closed: its events say nothing of what comes after its end.
  const modelFor = (run: WrittenFor) => models.open({ ...run, callsBefore: 0, emit: () => undefined });
  const promptOf = (file: string, values: Record<string, string>): ModelPrompt => {
    const { text, version } = prompts.render([file], values);
    return { messages: [{ role: 'user', content: text }], version };
  };
  return {
    summarise(run, { before, messages }, signal) {
      const prompt = promptOf('shared/summary.md', {
        summary: before === undefined ? '(none)' : dataBlock('summary so far', before, MAX_SUMMARY),
        messages: dataBlock('messages', messagesInLines(messages), MAX_MESSAGES),
      });
      return modelFor(run).text({ purpose: 'summary', prompt, signal, onText: () => undefined });
    },
    extract(run, { message, before }, signal) {
      const prompt = promptOf('shared/memory.md', {
        before: before === undefined ? '(nothing)' : dataBlock('said before', before, MAX_BEFORE),
        message: dataBlock('message of the person', message, MAX_MESSAGE),
      });
      return modelFor(run).structured({
        purpose: 'memory',
        name: 'memory',
        schema: ExtractedMemories,
        prompt,
        signal,
      });
    },
  };
}
