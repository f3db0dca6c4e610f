import { z } from 'zod';
import { JsonObject } from '../../contracts/json.js';

/** What a request asks for, as far as a script may want to know. */
export interface Asked {
  /** The JSON schema's name; `text` where the answer may be any text, `embeddings` where it is vectors. */
  name: string;
  model: string;
  stream: boolean;
  includeUsage: boolean;
  messages: readonly { role: string; content: string }[];
  /** All system messages. */
  system: string;
  /** The last message of the user's. */
  user: string;
  /** Everything that the model was sent, message by message. */
  prompt: string;
  /** The JSON Schema that the answer must fit, where one was sent. */
  schema: JsonObject | undefined;
  /** The names of the tools it may call. */
  tools: readonly string[];
  body: JsonObject;
}

const Part = z.object({ text: z.string().optional() });
const Content = z
  .union([z.string(), z.null(), z.array(Part)])
  .optional()
  .transform((content) =>
    Array.isArray(content) ? content.map(({ text }) => text ?? '').join('') : content,
  );

const ChatBody = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: Content })).min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).optional(),
  response_format: z
    .object({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.object({ name: z.string(), schema: JsonObject.optional() }).optional(),
    })
    .optional(),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
});

/** Throws a ZodError where it is no request for a chat completion. */
export function readChat(json: unknown): Asked {
  const { model, messages, stream, stream_options, response_format, tools } = ChatBody.parse(json);
  const told = messages.map(({ role, content }) => ({ role, content: content ?? '' }));
  const of = (...roles: string[]): string[] =>
    told.filter(({ role }) => roles.includes(role)).map(({ content }) => content);
  return {
    name: response_format?.json_schema?.name ?? 'text',
    model,
    stream,
    includeUsage: stream_options?.include_usage ?? false,
    messages: told,
    system: of('system', 'developer').join('\n\n'),
    user: of('user').at(-1) ?? '',
    prompt: told.map(({ content }) => content).join('\n\n'),
    schema: response_format?.json_schema?.schema,
    tools: tools.map((tool) => tool.function.name),
    body: JsonObject.parse(json),
  };
}

const EmbeddingsBody = z.object({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).max(4096).optional(),
});
export type AskedEmbeddings = z.infer<typeof EmbeddingsBody>;

/** Throws a ZodError where it is no request for embeddings of texts. */
export function readEmbeddings(json: unknown): { asked: Asked; wanted: AskedEmbeddings } {
  const wanted = EmbeddingsBody.parse(json);
  const prompt = wanted.input.join('\n\n');
  const told = { messages: [], system: '', user: '', prompt, schema: undefined, tools: [] };
  const body = JsonObject.parse(json);
  return {
    wanted,
    asked: { name: 'embeddings', model: wanted.model, stream: false, includeUsage: false, ...told, body },
  };
}
