import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mode } from './contracts/mode.js';
import { readConfig } from './core/config.js';
import { startApp, type App } from './app.js';
import { createTestSchema, databaseTargets, type TestSchema } from './testing/servers.js';

describe.each(databaseTargets())('what is remembered, on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let app: App;
  const start = (): Promise<App> =>
    startApp(readConfig({ ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: schema.url }));
  beforeAll(async () => {
    schema = await createTestSchema(url);
    app = await start();
  });
  afterAll(async () => {
    await app.stop();
    await schema.drop();
  });

  const json = async (
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${app.url}${path}`, { signal: AbortSignal.timeout(10_000), ...init });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const say = async (
    user: string,
    message: string,
    extra: { session?: string; mode?: Mode; dry_run?: boolean } = {},
  ) => {
    const { session = `${user}-main`, mode = 'helm', ...rest } = extra;
    const body = JSON.stringify({ user_id: user, session_id: session, mode, message, ...rest });
    const answer = await json('/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return {
      text: String((answer.body['reply'] as { text: string }).text),
      runId: String(answer.body['run_id']),
    };
  };
  const writing = (user: string, text: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: user, text }),
  });
  const held = async (user: string): Promise<string[]> =>
    ((await json(`/memories?user_id=${user}`)).body['memories'] as { text: string }[]).map(
      ({ text }) => text,
    );

  test('what a person says of themselves is kept, told on demand, in every mode and session, and to nobody else', async () => {
    expect((await say('ada', 'Hi! My name is Ada')).text).toContain('I will remember that: "My name is Ada"');
    await say('ada', 'my favourite team is the Orion Comets', { session: 'ada-2', mode: 'support' });
    expect((await say('ada', "what's my name?", { session: 'ada-3', mode: 'player' })).text).toContain(
      'My name is Ada',
    );
    expect((await say('ada', 'what do you know about me?', { session: 'ada-4' })).text).toMatch(
      /Orion Comets[\s\S]*My name is Ada/,
    );
    expect((await say('eve', 'what do you know about me?')).text).toBe('I remember nothing about you yet.');
    expect((await say('eve', "what's my name?")).text).not.toContain('Ada');
    expect(await held('eve')).toEqual([]);
  });

  test('why something was said is told from the record: documents, steps, or that there was nothing to it', async () => {
    const asked = { session: 'gil-1', mode: 'support' as const };
    await say('gil', 'how long does shipping take?', asked);
    expect((await say('gil', 'why did you say that?', asked)).text).toMatch(
      /Our documents say so: .*Shipping/i,
    );
    await say('gil', 'where is order 123', asked);
    expect((await say('gil', 'how come?', asked)).text).toContain('I did this for it:');
    await say('gil', 'good morning', asked);
    expect((await say('gil', 'why?', asked)).text).toContain('I looked nothing up for it');
  });

  test('what matters to a turn is recalled, by ids and scores on its log', async () => {
    const { runId } = await say('ada', 'when do my favourite Comets play next?', { session: 'ada-5' });
    const response = await fetch(`${app.url}/runs/${runId}/events?user_id=ada`, {
      signal: AbortSignal.timeout(10_000),
    });
    const log = await response.text();
    expect(log).toContain('event: memory.recalled');
    const data = /event: memory\.recalled\ndata: (.*)/.exec(log)?.[1] ?? '';
    expect(data).toContain('"score"');
    expect(data).not.toContain('Orion');
  });

  test('a newer word ends the older one, what is said twice is kept once', async () => {
    await say('bo', 'I live in Porto');
    await say('bo', 'I live in Porto');
    expect(await held('bo')).toEqual(['I live in Porto']);
    await say('bo', 'I moved to Lisbon last week');
    expect(await held('bo')).toEqual(['I moved to Lisbon last week']);
    expect((await say('bo', 'where do I live?')).text).toContain('I moved to Lisbon');
    const all = (await json('/memories?user_id=bo&ended=true')).body['memories'];
    expect(all).toContainEqual(expect.objectContaining({ text: 'I live in Porto', ended: 'superseded' }));
  });

  test('what is said again in other words, or taken back, ends what was said before', async () => {
    await say('ida', 'I like sushi');
    await say('ida', 'I really love sushi');
    await expect.poll(() => held('ida'), { timeout: 15_000 }).toEqual(['I really love sushi']);
    await say('ida', "I don't like sushi any more");
    await expect.poll(() => held('ida'), { timeout: 15_000 }).toEqual(["I don't like sushi any more"]);
    await say('ida', 'I live in Ghent');
    await say('ida', "I don't live in Ghent any more");
    expect((await say('ida', 'where do I live?')).text).toContain("I don't live in Ghent any more");
  });

  test('what was told long ago is told like what was told last', async () => {
    await say('jo', 'I live in Ghent');
    for (let n = 0; n < 40; n += 1) await json('/memories', writing('jo', `note number ${n}`));
    expect((await say('jo', 'where do I live?')).text).toContain('I live in Ghent');
    expect((await say('jo', 'forget where I live')).text).toContain('I have forgotten that');
    expect(await held('jo')).not.toContain('I live in Ghent');
  });

  test('what was done for a person is an episode; a rehearsal and a question leave nothing', async () => {
    await say('1', 'buy nebula skin', { session: 'buyer' });
    await say('1', 'yes', { session: 'buyer' });
    expect(await held('1')).toContainEqual(
      expect.stringMatching(/^Bought 1 x Nebula Skin for 19\.99 USD, order \d+\.$/),
    );
    await say('cy', 'my name is Cy', { dry_run: true });
    await say('cy', 'is my name Cy?');
    expect(await held('cy')).toEqual([]);
  });

  test('a person can have one thing forgotten, the last, or everything, in words', async () => {
    await say('dee', 'I am allergic to peanuts, and I live in Oslo');
    await say('dee', 'I prefer dark skins');
    expect((await say('dee', 'forget that')).text).toContain('I have forgotten that');
    expect((await say('dee', 'forget where I live')).text).toContain('I have forgotten that');
    expect((await say('dee', 'forget about the moon landing')).text).toBe('I remember nothing like that.');
    expect(await held('dee')).toEqual(['I am allergic to peanuts']);
    expect((await say('dee', 'forget everything')).text).toContain('Say "yes, forget everything"');
    expect(await held('dee')).toHaveLength(1);
    expect((await say('dee', 'yes, forget everything')).text).toContain('(1 thing)');
    expect(await held('dee')).toEqual([]);
  });

  test('over HTTP one forgets one’s own and nothing of others', async () => {
    await say('fay', 'my name is Fay');
    const [memory] = (await json('/memories?user_id=fay')).body['memories'] as { id: string }[];
    const path = `/memories/${memory?.id ?? ''}`;
    expect((await json(`${path}?user_id=eve`, { method: 'DELETE' })).status).toBe(404);
    for (const id of ['no-id', 'all'])
      expect((await json(`/memories/${id}?user_id=fay`, { method: 'DELETE' })).status).toBe(404);
    expect((await json('/memories?user_id=eve', { method: 'DELETE' })).body).toEqual({ forgotten: 0 });
    expect((await json(`${path}?user_id=fay`, { method: 'DELETE' })).body).toEqual({ forgotten: 1 });
    expect(await held('fay')).toEqual([]);
  });

  test('a secret is never remembered', async () => {
    await say('gus', 'my favourite card is 4111 1111 1111 1111 and my password is Tr0ub4dor&3');
    expect((await held('gus')).join(' ')).not.toMatch(/4111|Tr0ub4dor/);
  });

  test('memories outlive the process', async () => {
    await app.stop();
    app = await start();
    expect((await say('bo', 'where do I live?', { session: 'later' })).text).toContain('I moved to Lisbon');
  });
});
