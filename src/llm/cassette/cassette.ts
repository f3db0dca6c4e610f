import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { JsonObject, JsonValue } from '../../contracts/json.js';
import { keyOf } from './canonical-request.js';

/** A `data:` line of a stream: JSON, or text that is none, like `[DONE]`. */
const EventData = JsonValue;

/** What a server answered: a stream, event by event, or any other body as it came. */
export const RecordedAnswer = z.object({
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()),
  body: z.union([z.object({ events: z.array(EventData) }), z.object({ text: z.string() })]),
});
export type RecordedAnswer = z.infer<typeof RecordedAnswer>;

export const Exchange = z.object({
  key: z.string(),
  /** What was asked for: the JSON schema's name, or `text`. */
  name: z.string(),
  request: JsonObject,
  answer: RecordedAnswer,
});
export type Exchange = z.infer<typeof Exchange>;

/** Requests to a model and what it answered. `hand`: a person wrote the answers, no model did. */
export const Cassette = z.object({
  recorded_by: z.enum(['hand', 'server']),
  recorded_on: z.iso.date(),
  exchanges: z.array(Exchange),
});
export type Cassette = z.infer<typeof Cassette>;

/** Throws where the file is none, or a request in it was changed and its key was not. */
export async function loadCassette(file: string): Promise<Cassette> {
  const cassette = Cassette.parse(JSON.parse(await readFile(file, 'utf8')));
  const stale = cassette.exchanges.find(({ key, request }) => key !== keyOf(request));
  if (stale === undefined) return cassette;
  throw new Error(`${file}: the request of ${stale.name} ${stale.key} was changed; record it again`);
}

/** A reader of the file sees the old one or the new one, never half of it. */
export async function saveCassette(file: string, cassette: Cassette): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  await writeFile(unfinished, format(cassette));
  await rename(unfinished, file);
}

/** Pretty, with each event of a stream on a line of its own. */
function format(cassette: Cassette): string {
  const events: string[] = [];
  const text = JSON.stringify(
    cassette,
    (name, value: unknown) => {
      if (name !== 'events' || !Array.isArray(value)) return value;
      return value.map((event) => `\0${events.push(JSON.stringify(event)) - 1}`);
    },
    2,
  );
  return `${text.replaceAll(/"\\u0000(\d+)"/g, (match, at: string) => events[Number(at)] ?? match)}\n`;
}
