import { z } from 'zod';
import { JsonValue } from '../../contracts/json.js';
import { canonicalise } from './canonical-request.js';
import { saveCassette, type Cassette, type RecordedAnswer } from './cassette.js';

export interface RecordOptions {
  file: string;
  recordedBy: Cassette['recorded_by'];
  on: Date;
  /** Takes secrets out of a text. */
  scrub: (text: string) => string;
  fetch: typeof fetch;
}

/** Of the answer's headers, those that change what a client does. No header of the request is ever kept. */
const KEPT_HEADERS: readonly string[] = ['content-type', 'retry-after'];

/**
 * A `fetch` that puts every answer that came to its end on a new cassette, which is on disk when the answer has been read.
 * An answer that was broken off, by either side, is not recorded.
 */
export function record(options: RecordOptions): typeof fetch {
  const { file, recordedBy, on, scrub } = options;
  const recorded_on = on.toISOString().slice(0, 10);
  const cassette: Cassette = { recorded_by: recordedBy, recorded_on, exchanges: [] };
  let saved = Promise.resolve();
  return async (input, init) => {
    const { key, name, request } = canonicalise(String(init?.body ?? '{}'), scrub);
    const response = await options.fetch(input, init);
    const { status, statusText, headers } = response;
    const keep = (text: string): Promise<void> => {
      const kept = KEPT_HEADERS.flatMap((one) => {
        const value = headers.get(one);
        return value === null ? [] : [[one, value] as const];
      });
      const answer = { status, headers: Object.fromEntries(kept), body: toBody(text, scrub) };
      cassette.exchanges.push({ key, name, request, answer });
      saved = saved.then(() => saveCassette(file, cassette));
      return saved;
    };
    return new Response(response.body?.pipeThrough(listening(keep)) ?? null, { status, statusText, headers });
  };
}

function listening(onEnd: (text: string) => Promise<void>): TransformStream<Uint8Array, Uint8Array> {
  const pieces: Uint8Array[] = [];
  return new TransformStream({
    transform(piece, controller) {
      pieces.push(piece);
      controller.enqueue(piece);
    },
    flush: () => onEnd(Buffer.concat(pieces).toString('utf8')),
  });
}

function toBody(text: string, scrub: (text: string) => string): RecordedAnswer['body'] {
  if (!/^data:/m.test(text)) return { text: scrub(text) };
  const events = text
    .split(/\r?\n\r?\n/)
    .flatMap((event) => /^data: ?(?<data>.*)$/m.exec(event)?.groups?.['data'] ?? [])
    .map(toEventData);
  return { events: scrubEvents(events, scrub) };
}

function toEventData(data: string): JsonValue {
  try {
    return JsonValue.parse(JSON.parse(data));
  } catch {
    return data;
  }
}

const Chunk = z.looseObject({
  choices: z.array(z.looseObject({ delta: z.looseObject({ content: z.string().nullish() }) })).min(1),
});

/** A secret may come in pieces: where the pieces joined hold one, the first of them gets all the text, without it. */
function scrubEvents(events: readonly JsonValue[], scrub: (text: string) => string): JsonValue[] {
  const contents = events.map((event) => Chunk.safeParse(event).data?.choices[0]?.delta.content ?? '');
  const said = contents.join('');
  const clean = scrub(said);
  const first = contents.findIndex((content) => content !== '');
  return events.flatMap((event, at) => {
    if (clean === said || contents[at] === '') return [scrubDeep(event, scrub)];
    return at === first ? [scrubDeep(withContent(event, clean), scrub)] : [];
  });
}

function withContent(event: JsonValue, content: string): JsonValue {
  const chunk = Chunk.parse(event);
  const [choice] = chunk.choices;
  return JsonValue.parse({ ...chunk, choices: [{ ...choice, delta: { ...choice?.delta, content } }] });
}

function scrubDeep(value: JsonValue, scrub: (text: string) => string): JsonValue {
  return JsonValue.parse(
    JSON.parse(JSON.stringify(value), (_name, inner: unknown) =>
      typeof inner === 'string' ? scrub(inner) : inner,
    ),
  );
}
