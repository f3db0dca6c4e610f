import { JsonObject, type JsonValue } from '../../contracts/json.js';
import { hashOf } from '../../core/ids.js';

/** What a request asks for, in one form: without secrets, long texts line by line. */
export interface CanonicalRequest {
  key: string;
  /** The JSON schema's name, or `text`. */
  name: string;
  request: JsonObject;
}

/** How to send an answer changes nothing of it. */
const OF_THE_WIRE: readonly string[] = ['stream', 'stream_options', 'user', 'metadata', 'store'];

/** `body` is the request's, as it is sent; `scrub` takes secrets out of a text. */
export function canonicalise(body: string, scrub: (text: string) => string): CanonicalRequest {
  const fields = Object.entries(JsonObject.parse(JSON.parse(body)));
  const asked = Object.fromEntries(fields.filter(([name]) => !OF_THE_WIRE.includes(name)));
  const request = JsonObject.parse(toLines(mapTexts(asked, scrub)));
  return { key: keyOf(request), name: nameOf(asked), request };
}

export function keyOf(request: JsonObject): string {
  return hashOf('model-request', request).slice(0, 16);
}

function nameOf({ response_format: format }: JsonObject): string {
  const schema = isObject(format) ? format['json_schema'] : undefined;
  const name = isObject(schema) ? schema['name'] : undefined;
  return typeof name === 'string' ? name : 'text';
}

/** Prompts are read, and compared when one has changed, line by line. */
function toLines(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.includes('\n') ? { lines: value.split('\n') } : value;
  if (Array.isArray(value)) return value.map(toLines);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toLines(inner)]));
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change)]));
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
