import { z } from 'zod';
import { Reply } from '../src/contracts/chat.js';
import { JsonValue, type JsonObject } from '../src/contracts/json.js';
import { canonicalJson } from '../src/core/ids.js';

/** What the sandbox answered to every call that the messages lead to, and the reply to each message. */
export const Recording = z.object({
  calls: z.array(z.object({ tool: z.string(), args: z.string(), result: JsonValue })),
  replies: z.array(z.object({ mode: z.string(), message: z.string(), reply: Reply })),
});
export type Recording = z.infer<typeof Recording>;

export type Answer = (tool: string, args: JsonObject) => JsonValue;

/** Answers calls at once as they were answered when recorded; with other arguments as any call of the tool was. */
export function createAnswers(recording: Recording): Answer {
  const exact = new Map(recording.calls.map(({ tool, args, result }) => [`${tool} ${args}`, result]));
  const any = new Map(recording.calls.map(({ tool, result }) => [tool, result]));
  return (tool, args) => {
    const result = exact.get(`${tool} ${canonicalJson(args)}`) ?? any.get(tool);
    if (result === undefined) throw new Error(`No call of ${tool} was recorded`);
    return result;
  };
}
