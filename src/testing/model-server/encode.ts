import { createHash } from 'node:crypto';
import type { JsonObject } from '../../contracts/json.js';
import type { Asked } from './asked.js';
import type { Completion, ToolCall } from './answer.js';

const PIECE_SIZE = 16;

/** The events of a stream that says it. */
export function toEvents(completion: Completion, asked: Asked): string[] {
  const chunk = (choices: JsonObject[], more: JsonObject = {}): string =>
    toEvent({ ...frame(asked, 'chat.completion.chunk'), choices, ...more });
  const delta = (fields: JsonObject, finish: string | null = null): string =>
    chunk([{ index: 0, delta: fields, logprobs: null, finish_reason: finish }]);
  const { text, refusal, toolCalls = [], finish, pieceSize = PIECE_SIZE } = completion;
  const events = [delta({ role: 'assistant', content: toolCalls.length > 0 ? null : '', refusal: null })];
  for (const content of inPieces(text ?? '', pieceSize)) events.push(delta({ content }));
  for (const piece of inPieces(refusal ?? '', pieceSize)) events.push(delta({ refusal: piece }));
  for (const tool_calls of toolCalls.flatMap((call, index) => inDeltas(call, index, pieceSize)))
    events.push(delta({ tool_calls }));
  if (finish !== null) events.push(delta({}, finish));
  const usage = asked.includeUsage ? usageOf(completion, asked) : undefined;
  if (usage !== undefined) events.push(chunk([], { usage }));
  return [...events, 'data: [DONE]\n\n'];
}

export function toEvent(value: JsonObject): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** The body of an answer that is not streamed. */
export function toBody(completion: Completion, asked: Asked): JsonObject {
  const { text, refusal, toolCalls = [], finish } = completion;
  const calls = toolCalls.map(({ name, args }, index) => ({
    id: idOf(name, index),
    type: 'function',
    function: { name, arguments: args },
  }));
  const message = {
    role: 'assistant',
    content: text ?? null,
    refusal: refusal ?? null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const usage = usageOf(completion, asked);
  return {
    ...frame(asked, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
    ...(usage === undefined ? {} : { usage }),
  };
}

function frame({ model, prompt }: Asked, object: string): JsonObject {
  const id = createHash('sha256').update(prompt).digest('hex').slice(0, 24);
  return { id: `chatcmpl-${id}`, object, created: 1_760_000_000, model, system_fingerprint: 'fp_scripted' };
}

function usageOf(
  { usage, text, refusal, toolCalls = [] }: Completion,
  { prompt }: Asked,
): JsonObject | undefined {
  if (usage === null) return undefined;
  if (usage !== undefined) return { ...usage };
  const said = [text, refusal, ...toolCalls.map(({ args }) => args)].join('');
  const [prompt_tokens, completion_tokens] = [countTokens(prompt), countTokens(said)];
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** Four characters a token: about what tokenizers make of English. */
export function countTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}

function inDeltas({ name, args }: ToolCall, index: number, pieceSize: number): JsonObject[][] {
  const head = { index, id: idOf(name, index), type: 'function', function: { name, arguments: '' } };
  const rest = inPieces(args, pieceSize).map((piece) => ({ index, function: { arguments: piece } }));
  return [head, ...rest].map((one) => [one]);
}

const idOf = (name: string, index: number): string => `call_${index}_${name.replaceAll(/\W/g, '_')}`;

/** Never within a character. */
function inPieces(text: string, size: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    piece += character;
    if (piece.length < size) continue;
    pieces.push(piece);
    piece = '';
  }
  return piece === '' ? pieces : [...pieces, piece];
}
