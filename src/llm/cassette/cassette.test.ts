import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../core/clock.js';
import { createLogger } from '../../core/logger.js';
import { createMetrics } from '../../core/metrics.js';
import { toModelSettings, MODEL_ENVIRONMENT } from '../../core/model-settings.js';
import { redactText } from '../../policy/text/redact.js';
import { deliver, fail, say, sayJson } from '../../testing/model-server/answer.js';
import { startModelServer, type ModelServer } from '../../testing/model-server/model-server.js';
import { playCassette } from '../../testing/model-server/play-cassette.js';
import { createModelSource } from '../chat-model.js';
import type { Model } from '../model.js';
import { CassetteMissError } from './cassette-miss.js';
import { loadCassette } from './cassette.js';
import { openCassette } from './open-cassette.js';
import { record } from './record.js';
import { replay } from './replay.js';

const KEY = 'sk-the-key-of-the-server';
const CARD = '4111 1111 1111 1111';
const scrub = (text: string): string => redactText(text).text;
const signal = new AbortController().signal;
const Route = z.object({ specialist: z.string() });

let server: ModelServer;
let folder: string;
beforeAll(async () => {
  server = await startModelServer();
  folder = await mkdtemp(join(tmpdir(), 'cassette-'));
});
afterEach(() => {
  server.script.clear();
  server.journal.length = 0;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const fileOf = (name: string): string => join(folder, `${name}.cassette.json`);

/** A model whose requests go through `fetch`. */
function openModel(fetch: typeof globalThis.fetch): Model {
  const environment = z.object(MODEL_ENVIRONMENT).parse({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url });
  const settings = toModelSettings(environment);
  if (settings === undefined) throw new Error('no model');
  const source = createModelSource({
    settings,
    fetch,
    records: { reserve: () => Promise.resolve(undefined), settle: () => Promise.resolve() },
    metrics: createMetrics({ processMetrics: false }),
    logger: createLogger({ logLevel: 'silent' }),
    clock: systemClock,
    random: () => 0,
    wait: () => Promise.resolve(),
  });
  const run = { runId: 'r1', sessionId: 's1', userId: 'ada', mode: 'support' as const };
  return source.open({ ...run, callsBefore: 0, emit: () => undefined });
}

const promptOf = (content: string) => ({
  messages: [
    { role: 'system' as const, content: 'You choose.\nOne of many.' },
    { role: 'user' as const, content },
  ],
  version: 'v1',
});

async function talk(model: Model, content: string): Promise<{ text: string; pieces: number }> {
  let pieces = 0;
  const onText = (): void => void (pieces += 1);
  const text = await model.text({ purpose: 'respond', prompt: promptOf(content), signal, onText });
  return { text, pieces };
}
const choose = (model: Model, content: string) =>
  model.structured({ purpose: 'route', prompt: promptOf(content), signal, name: 'route', schema: Route });

const recorder = (name: string): typeof fetch =>
  record({ file: fileOf(name), recordedBy: 'hand', on: new Date('2026-03-14T10:00:00Z'), scrub, fetch });
const player = async (name: string) => replay(await loadCassette(fileOf(name)), { file: name, scrub });

describe('what is recorded', () => {
  test('is played back piece by piece, and no server is asked', async () => {
    server.script.otherwise(say('Your order is on its way, 🚀 and paid for.'));
    server.script.on('route', sayJson({ specialist: 'orders' }));
    const model = openModel(recorder('both'));
    const said = await talk(model, 'where is it?');
    const chosen = await choose(model, 'where is it?');
    server.journal.length = 0;
    const played = openModel((await player('both')).fetch);
    expect(await talk(played, 'where is it?')).toEqual(said);
    expect(said.pieces).toBeGreaterThan(1);
    expect(await choose(played, 'where is it?')).toEqual(chosen);
    expect(server.journal).toEqual([]);
  });

  test('is played back by a server too', async () => {
    server.script.otherwise(say('Hello.'));
    await talk(openModel(recorder('served')), 'hi');
    server.script.clear();
    server.script.otherwise(playCassette(await loadCassette(fileOf('served')), scrub));
    expect((await talk(openModel(fetch), 'hi')).text).toBe('Hello.');
  });

  test('is in the order it was answered in, where one thing is asked twice', async () => {
    server.script.next(fail(500, 'server_error'), say('Second.'), say('Third.'));
    const model = openModel(recorder('thrice'));
    const texts = [(await talk(model, 'hi')).text, (await talk(model, 'hi')).text];
    expect(texts).toEqual(['Second.', 'Third.']);
    const played = openModel((await player('thrice')).fetch);
    const again = [];
    for (let i = 0; i < 3; i += 1) again.push((await talk(played, 'hi')).text);
    expect(again).toEqual([...texts, 'Third.']);
  });

  test('is no answer that broke off', async () => {
    server.script.next(deliver(say('Half of it.'), { cut: { afterBytes: 400, by: 'close' } }), say('Whole.'));
    await expect(talk(openModel(recorder('whole')), 'hi')).resolves.toMatchObject({ text: 'Whole.' });
    expect((await loadCassette(fileOf('whole'))).exchanges).toHaveLength(1);
  });

  test('says who wrote it and when, and can be read: lines as lines, an event on a line', async () => {
    server.script.otherwise(say('Hello.'));
    await talk(openModel(recorder('readable')), 'hi');
    const text = await readFile(fileOf('readable'), 'utf8');
    expect(text).toMatch(/"recorded_by": "hand",\n {2}"recorded_on": "2026-03-14"/);
    expect(text).toMatch(/"lines": \[\n\s+"You choose\.",\n\s+"One of many\."\n/);
    expect(text).toMatch(/^\s+\{"id":"chatcmpl-[^\n]+"content":"Hello\."[^\n]+\},$/m);
    expect(text).toMatch(/^\s+"\[DONE\]"$/m);
  });

  test('holds no key and no secret of a person, also where it came in pieces', async () => {
    server.script.otherwise(say(`I have noted ${CARD} for you.`, { pieceSize: 3 }));
    await talk(openModel(recorder('secrets')), `my card is ${CARD}`);
    const text = await readFile(fileOf('secrets'), 'utf8');
    const whole = (await talk(openModel((await player('secrets')).fetch), `my card is ${CARD}`)).text;
    expect(whole).toBe('I have noted [card removed] for you.');
    for (const secret of [KEY, CARD, '1111', 'authorization', 'Bearer'])
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  });
});

describe('a miss', () => {
  beforeAll(async () => {
    server.script.otherwise(say('Hello.'));
    const model = openModel(recorder('missed'));
    await talk(model, 'where is order 123?');
    await talk(model, 'a quite different question');
  });

  test('is an error that says what was asked for and how the nearest request differs', async () => {
    const { fetch, misses } = await player('missed');
    const asking = talk(openModel(fetch), 'where is order 124?');
    await expect(asking).rejects.toThrow(CassetteMissError);
    await expect(asking).rejects.toThrow(
      /^missed has no answer to this request for "text": the nearest one, [0-9a-f]{16}, differs in\n {2}messages\[1\]\.content\n {4}recorded: "where is order 123\?"\n {4}asked: {4}"where is order 124\?"$/,
    );
    expect(misses).toHaveLength(1);
  });

  test('of a kind that was never asked names the kinds that were', async () => {
    const asking = choose(openModel((await player('missed')).fetch), 'where is order 123?');
    await expect(asking).rejects.toThrow(/request for "route": it has none for that at all, only for text\./);
  });
});

describe('a cassette', () => {
  test('whose request was changed is refused, as is a file that is none', async () => {
    const text = await readFile(fileOf('missed'), 'utf8');
    await writeFile(fileOf('changed'), text.replace('order 123', 'order 125'));
    await expect(loadCassette(fileOf('changed'))).rejects.toThrow(/request of text [0-9a-f]+ was changed/);
    await writeFile(fileOf('none'), '{"exchanges": []}');
    await expect(loadCassette(fileOf('none'))).rejects.toThrow(/recorded_by/);
  });

  test('is what the setting names: recorded as the work of a server, then replayed', async () => {
    const file = fileOf('setting');
    const now = new Date('2026-03-14T10:00:00Z');
    expect(await openCassette({ cassette: undefined }, { scrub, now })).toBeUndefined();
    const recording = await openCassette({ cassette: { mode: 'record', file } }, { scrub, now });
    server.script.otherwise(say('Hello.'));
    await talk(openModel(recording ?? fetch), 'hi');
    expect(await loadCassette(file)).toMatchObject({ recorded_by: 'server', recorded_on: '2026-03-14' });
    server.script.clear();
    const replaying = await openCassette({ cassette: { mode: 'replay', file } }, { scrub, now });
    expect((await talk(openModel(replaying ?? fetch), 'hi')).text).toBe('Hello.');
    await expect(
      openCassette({ cassette: { mode: 'replay', file: fileOf('nowhere') } }, { scrub, now }),
    ).rejects.toThrow(/ENOENT/);
  });
});
