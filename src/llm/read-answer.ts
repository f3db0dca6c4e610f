import { z } from 'zod';
import type { Attempt, Usage } from './attempt.js';
import { toFault } from './fault.js';
import type { ModelMessage } from './model.js';
import { createThoughtFilter, type ThoughtFilter } from './thoughts.js';

/** What has come of an answer so far. Nothing in it was promised by the provider. */
export interface Answer {
  /** Without what the model thought aloud. */
  text: string;
  /** Characters that came, thoughts among them: they are paid for as well. */
  length: number;
  thoughts: ThoughtFilter;
  finish: unknown;
  isRefused: boolean;
  usage: unknown;
}

export const emptyAnswer = (): Answer => ({
  text: '',
  length: 0,
  thoughts: createThoughtFilter(),
  finish: undefined,
  isRefused: false,
  usage: undefined,
});

const Chunk = z.object({
  content: z.string().catch(''),
  response_metadata: z.object({ finish_reason: z.unknown() }).catch({ finish_reason: undefined }),
  additional_kwargs: z
    .object({ refusal: z.unknown().optional(), reasoning_content: z.string().catch('') })
    .catch({ refusal: undefined, reasoning_content: '' }),
  usage_metadata: z.unknown(),
});

/** Adds a piece of a stream; gives the text of it that may be shown. */
export function addChunk(answer: Answer, chunk: unknown): string {
  const { content, response_metadata, additional_kwargs, usage_metadata } = Chunk.parse(chunk);
  const shown = answer.thoughts.push(content);
  answer.text += shown;
  answer.length += content.length + additional_kwargs.reasoning_content.length;
  answer.finish = response_metadata.finish_reason ?? answer.finish;
  answer.isRefused ||= typeof additional_kwargs.refusal === 'string' && additional_kwargs.refusal !== '';
  answer.usage = usage_metadata ?? answer.usage;
  return shown;
}

/** Where the stream ended by itself: the text that was held back until then. */
export function endOf(answer: Answer): string {
  const shown = answer.thoughts.end();
  answer.text += shown;
  return shown;
}

/** What servers say when the model had nothing to add. */
const ENDS: readonly unknown[] = ['stop', 'eos', 'eos_token', 'end_turn', 'stop_sequence'];

/** The verdict on a stream that ended by itself. */
export function judgeAnswer(answer: Answer, messages: readonly ModelMessage[]): Attempt {
  const usage = usageOf(answer, messages);
  const failed = (fault: ReturnType<typeof toFault>): Attempt => ({ state: 'failed', fault, usage });
  if (answer.isRefused || answer.finish === 'content_filter') return failed(toFault('refusal'));
  if (answer.finish === 'length') return failed(toFault('truncated', { detail: 'too many tokens' }));
  if (answer.text.trim() === '') return failed(toFault('empty', { isPassing: true }));
  if (!ENDS.includes(answer.finish)) return failed(toFault('truncated', { isPassing: true }));
  return { state: 'done', text: answer.text, usage };
}

/** More than any context window. */
const Tokens = z.int().min(0).max(100_000_000);
const Reported = z.object({ input_tokens: Tokens, output_tokens: Tokens });

/** As the provider says, or estimated where it does not, or says something that cannot be. */
export function usageOf(answer: Answer, messages: readonly ModelMessage[]): Usage {
  const reported = Reported.safeParse(answer.usage);
  const said = reported.success ? reported.data : { input_tokens: 0, output_tokens: 0 };
  if (said.input_tokens > 0 && (said.output_tokens > 0 || answer.text === ''))
    return { input: said.input_tokens, output: said.output_tokens, isEstimated: false };
  return { input: estimateInput(messages), output: tokensOf(answer.length), isEstimated: true };
}

/** Tokens of a prompt, with the few that each message costs besides its text. */
export function estimateInput(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, { content }) => sum + tokensOf(content.length) + 4, 0);
}

export function tokensOf(characters: number): number {
  return Math.ceil(characters / 4);
}
