import { z } from 'zod';
import type { Attempt, Usage } from './attempt.js';
import { toFault } from './fault.js';
import type { ModelMessage } from './model.js';

/** What has come of an answer so far. Nothing in it was promised by the provider. */
export interface Answer {
  text: string;
  finish: unknown;
  isRefused: boolean;
  usage: unknown;
}

export const emptyAnswer = (): Answer => ({
  text: '',
  finish: undefined,
  isRefused: false,
  usage: undefined,
});

const Chunk = z.object({
  content: z.string().catch(''),
  response_metadata: z.object({ finish_reason: z.unknown() }).catch({ finish_reason: undefined }),
  additional_kwargs: z.object({ refusal: z.unknown() }).catch({ refusal: undefined }),
  usage_metadata: z.unknown(),
});

/** Adds a piece of a stream; gives its text. */
export function addChunk(answer: Answer, chunk: unknown): string {
  const { content, response_metadata, additional_kwargs, usage_metadata } = Chunk.parse(chunk);
  answer.text += content;
  answer.finish = response_metadata.finish_reason ?? answer.finish;
  answer.isRefused ||= typeof additional_kwargs.refusal === 'string' && additional_kwargs.refusal !== '';
  answer.usage = usage_metadata ?? answer.usage;
  return content;
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
  return { input: estimateInput(messages), output: estimateTokens(answer.text), isEstimated: true };
}

/** Tokens of a prompt, with the few that each message costs besides its text. */
export function estimateInput(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + 4, 0);
}

function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
