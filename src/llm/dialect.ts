import type { ModelMessage } from './model.js';
import type { OutputSchema } from './output-schema.js';

/** How structured output is asked for, from the strictest way to the one that every server knows. */
type Form = 'strict' | 'schema' | 'json' | 'text';
const FORMS: readonly Form[] = ['strict', 'schema', 'json', 'text'];

export interface Question {
  messages: readonly ModelMessage[];
  /** Left out for text. */
  output?: OutputSchema | undefined;
}

export interface Spoken {
  messages: ModelMessage[];
  options: {
    response_format?:
      | { type: 'json_object' }
      | {
          type: 'json_schema';
          json_schema: { name: string; schema: Record<string, unknown>; strict: boolean };
        };
    stream_options?: { include_usage: true };
  };
}

/** How a server is spoken to. */
export interface Manner {
  tellsUsage: boolean;
  form: Form;
  /** Schemas that the server takes in a looser form only. */
  looser: Readonly<Record<string, Form>>;
}

/** As OpenAI itself understands it. */
export const FULL_MANNER: Manner = { tellsUsage: true, form: 'strict', looser: {} };

export function speak({ messages, output }: Question, manner: Manner): Spoken {
  const usage = manner.tellsUsage ? { stream_options: { include_usage: true } as const } : {};
  if (output === undefined) return { messages: [...messages], options: usage };
  const spoken = inForm(formOf(output, manner), { messages, output });
  return { messages: spoken.messages, options: { ...usage, ...spoken.options } };
}

/** A simpler manner where `objection` is about the form of the question; undefined where that cannot be the cause. */
export function simplify(manner: Manner, objection: string, { output }: Question): Manner | undefined {
  // Some servers repeat the request after it.
  const complaint = objection.slice(0, 400);
  if (manner.tellsUsage && /stream_options|include_usage/i.test(complaint))
    return { ...manner, tellsUsage: false };
  if (output === undefined || !/response_format|json_schema|json_object|schema/i.test(complaint))
    return undefined;
  const failed = formOf(output, manner);
  if (failed === 'text') return undefined;
  if (failed === 'json') return { ...manner, form: 'text' };
  // A server that knows schemas may still not like this one.
  if (/invalid schema|strict|additionalProperties/i.test(complaint)) {
    const form: Form = failed === 'strict' ? 'schema' : 'json';
    return { ...manner, looser: { ...manner.looser, [output.name]: form } };
  }
  return { ...manner, form: 'json' };
}

function formOf(output: OutputSchema, { form, looser }: Manner): Form {
  return loosest([form, looser[output.name] ?? 'strict', output.isStrict ? 'strict' : 'schema']);
}

function loosest(forms: Form[]): Form {
  return FORMS[Math.max(...forms.map((form) => FORMS.indexOf(form)))] ?? 'text';
}

function inForm(
  form: Form,
  { messages, output }: { messages: readonly ModelMessage[]; output: OutputSchema },
): Spoken {
  const { name, json } = output;
  if (form === 'strict' || form === 'schema') {
    const strict = form === 'strict';
    const response_format = { type: 'json_schema', json_schema: { name, schema: json, strict } } as const;
    return { messages: [...messages], options: { response_format } };
  }
  const told = tell(
    messages,
    `Answer with one JSON value, and nothing else, that fits this JSON Schema:\n${JSON.stringify(json)}`,
  );
  return { messages: told, options: form === 'json' ? { response_format: { type: 'json_object' } } : {} };
}

/** Adds to the system message: many chat templates know one only, and only as the first. */
function tell(messages: readonly ModelMessage[], instruction: string): ModelMessage[] {
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', content: instruction }, ...messages];
  return [{ role: 'system', content: `${first.content}\n\n${instruction}` }, ...rest];
}
