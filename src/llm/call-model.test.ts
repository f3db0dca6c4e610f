import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  bodyOf,
  choose,
  closeModelServers,
  failureOf,
  GOOD,
  outcomes,
  PROMPT,
  say,
  startModelRig,
  stream,
  type ModelRig,
} from '../testing/model-rig.js';
import { answerJson, type Script } from '../testing/scripted-server.js';

afterEach(closeModelServers);

const modelsAsked = ({ server }: ModelRig) => server.seen.map((_seen, i) => bodyOf(server, i)['model']);

describe('the smaller model', () => {
  const onlySmall: Script = (response, seen) =>
    seen.body.includes('"big"') ? answerJson(response, {}, 500) : stream(response, ['small talk']);

  test('answers where the first one fails', async () => {
    const rig = await startModelRig(onlySmall, { fallbackName: 'small' });
    expect(await say(rig.model)).toBe('small talk');
    expect(outcomes(rig.events)).toEqual(['1 big server_error', '2 small done']);
  });

  test('answers where the first one takes too long, within the time of the call', async () => {
    const rig = await startModelRig(
      (response, seen) => (seen.body.includes('"big"') ? undefined : stream(response, ['small talk'])),
      { fallbackName: 'small', timeoutMs: 2_000 },
    );
    expect(await say(rig.model)).toBe('small talk');
    expect(outcomes(rig.events)).toEqual(['1 big timeout', '2 small done']);
  });

  test('answers at once while the first one is left alone', async () => {
    const rig = await startModelRig(onlySmall, { fallbackName: 'small' });
    for (let i = 0; i < 5; i += 1) await say(rig.model);
    expect(rig.source.breakerStates()).toEqual({ big: 'open', small: 'closed' });
    rig.server.seen.length = 0;
    expect(await say(rig.model)).toBe('small talk');
    expect(modelsAsked(rig)).toEqual(['small']);
    expect(outcomes(rig.events).slice(-2)).toEqual(['11 big unavailable', '12 small done']);
  });

  test('is not asked where the first one has begun to speak, nor for what it could not do either', async () => {
    const begun = await startModelRig(
      (response, _seen, request) => {
        stream(response, ['half'], { finish: null, usage: false, end: false });
        setImmediate(() => setImmediate(() => request.socket.destroy()));
      },
      { fallbackName: 'small' },
    );
    expect((await failureOf(say(begun.model))).code).toBe('truncated');
    const refused = await startModelRig((response) => answerJson(response, {}, 401), {
      fallbackName: 'small',
    });
    expect((await failureOf(say(refused.model))).code).toBe('rejected');
    expect([...modelsAsked(begun), ...modelsAsked(refused)]).toEqual(['big', 'big']);
  });

  test('is the last to be asked', async () => {
    const rig = await startModelRig((response) => answerJson(response, {}, 500), { fallbackName: 'small' });
    expect((await failureOf(say(rig.model))).code).toBe('server_error');
    expect(modelsAsked(rig)).toEqual(['big', 'small']);
  });
});

describe('time', () => {
  test.each([
    ['never answers', () => undefined],
    ['says one letter now and then', drip],
  ] satisfies [string, Script][])('is up where the model %s', async (_what, script) => {
    const { model, server, events } = await startModelRig(script, { timeoutMs: 150 });
    expect((await failureOf(choose(model))).code).toBe('timeout');
    expect(server.seen).toHaveLength(1);
    expect(events[0]).toMatchObject({ outcome: 'timeout', estimated: true });
  });

  test.each([
    ['before the answer', () => undefined],
    ['amid it', drip],
  ] satisfies [string, Script][])(
    'that the caller ends %s closes the connection at once',
    async (_when, script) => {
      const reason = new Error('the person went away');
      const controller = new AbortController();
      let closed: Promise<unknown> | undefined;
      const { model, server, events } = await startModelRig((response, seen, request) => {
        closed = new Promise((resolve) => response.once('close', resolve));
        script(response, seen, request);
        setTimeout(() => controller.abort(reason), 20);
      });
      await expect(choose(model, controller.signal)).rejects.toBe(reason);
      await closed;
      await expect(choose(model, controller.signal)).rejects.toBe(reason);
      expect(server.seen).toHaveLength(1);
      expect(outcomes(events)).toEqual(['1 big cancelled']);
    },
  );
});

/** A letter of the answer every 10 ms, without end. */
const drip: Script = (response) => {
  stream(response, ['{'], { finish: null, usage: false, end: false });
  const timer = setInterval(() => stream(response, [' '], { finish: null, usage: false, end: false }), 10);
  response.once('close', () => clearInterval(timer));
};

describe('the breaker', () => {
  let now: number;
  beforeEach(() => {
    now = Date.now();
    // Only the time of day: the breaker reads it, sockets and timers must go on.
    vi.useFakeTimers({ toFake: ['Date'], now });
  });
  afterEach(() => void vi.useRealTimers());

  test('opens after five faults in a row, and closes when one call succeeds', async () => {
    let isSick = true;
    const { model, source, server, metrics } = await startModelRig((response) =>
      isSick ? answerJson(response, {}, 500) : stream(response, ['well']),
    );
    for (let i = 0; i < 3; i += 1) await failureOf(say(model));
    expect(server.seen).toHaveLength(5);
    expect((await failureOf(say(model))).code).toBe('unavailable');
    expect(server.seen).toHaveLength(5);
    isSick = false;
    vi.setSystemTime(now + 10_000);
    expect(await say(model)).toBe('well');
    expect(source.breakerStates()).toEqual({ big: 'closed' });
    expect(await metrics()).toMatch(
      /copilot_model_call_seconds_count\{model="big",purpose="respond",outcome="unavailable"\} 1/,
    );
  });

  test('takes answers that are of no use for a sign of life', async () => {
    const { model, source } = await startModelRig((response) => stream(response, ['{}']));
    for (let i = 0; i < 6; i += 1) await failureOf(choose(model));
    expect(source.breakerStates()).toEqual({ big: 'closed' });
  });
});

describe('a server that knows', () => {
  const objecting =
    (pattern: RegExp, message: string, status = 400): Script =>
    (response, { body }) =>
      pattern.test(body) ? answerJson(response, { error: { message } }, status) : stream(response, [GOOD]);
  const formsOf = ({ server }: ModelRig) =>
    server.seen.map(
      (_seen, i) => (bodyOf(server, i)['response_format'] as { type?: string } | undefined)?.type ?? 'text',
    );

  test('no schemas is asked for JSON, and no JSON either for text, from then on', async () => {
    const json = await startModelRig(
      objecting(/json_schema/, "'response_format.type' must be one of text, json_object"),
    );
    const text = await startModelRig(objecting(/response_format/, 'unknown field response_format', 422));
    for (const { model } of [json, json, text, text])
      expect(await choose(model)).toMatchObject({ specialist: 'orders' });
    expect(formsOf(json)).toEqual(['json_schema', 'json_object', 'json_object']);
    expect(formsOf(text)).toEqual(['json_schema', 'json_object', 'text', 'text']);
    const messages = bodyOf(text.server, 3)['messages'] as { role: string; content: string }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[0]?.content).toMatch(
      /^You plan\.\n\nAnswer with one JSON value.*"enum":\["orders","email"\]/s,
    );
  });

  test('only some schemas strictly keeps the others strict', async () => {
    const { model, server } = await startModelRig(
      objecting(/"name":"odd".*"strict":true/, "Invalid schema for response_format 'odd'"),
    );
    const ask = (name: string) =>
      model.structured({
        purpose: 'plan',
        prompt: PROMPT,
        signal: new AbortController().signal,
        name,
        schema: Any,
      });
    const Any = z.object({ specialist: z.string(), reason: z.string() });
    for (const name of ['odd', 'odd', 'even']) await ask(name);
    const strict = server.seen.map((_seen, i) => bodyOf(server, i)['response_format']);
    expect(strict).toMatchObject([true, false, false, true].map((one) => ({ json_schema: { strict: one } })));
  });

  test('nothing of usage is not asked for it, and what was used is estimated', async () => {
    const { model, server, events } = await startModelRig((response, { body }) =>
      body.includes('stream_options')
        ? answerJson(response, { error: { message: 'Unrecognized argument: stream_options' } }, 400)
        : stream(response, ['x'.repeat(40)], { usage: false }),
    );
    await say(model);
    await say(model);
    expect(server.seen).toHaveLength(3);
    expect(events).toMatchObject(
      [1, 2].map((call) => ({ call, estimated: true, output_tokens: 10, input_tokens: 17 })),
    );
  });

  test('what else it does not like is not guessed at', async () => {
    const rig = await startModelRig(objecting(/./, 'this schema is fine, but your request is not'));
    expect((await failureOf(choose(rig.model))).code).toBe('rejected');
    rig.server.seen.length = 0;
    expect((await failureOf(choose(rig.model))).code).toBe('rejected');
    expect(formsOf(rig)[0]).toBe('json_schema');
  });
});

describe('what is told of a call', () => {
  test('is what the provider says of it, and what that costs', async () => {
    const { model, events, metrics } = await startModelRig((response) => stream(response, ['hi']));
    await say(model);
    const { duration_ms: duration, ...told } = events[0] as { duration_ms: number };
    expect(duration).toBeGreaterThan(0);
    expect(told).toEqual({
      type: 'model.finished',
      call: 1,
      purpose: 'respond',
      model: 'big',
      outcome: 'done',
      input_tokens: 100,
      output_tokens: 10,
      cost_usd: 0.002,
      prompt_version: 'v1',
    });
    expect(await metrics()).toMatch(/copilot_model_tokens\{model="big",direction="input"\} 100/);
    expect(await metrics()).toMatch(/copilot_model_cost_usd\{model="big"\} 0.002/);
  });

  test.each([
    ['less than nothing', -5],
    ['half a token', 1.5],
    ['a word', 'many'],
    ['nothing, for a whole answer', 0],
  ])('is estimated where the provider says %s', async (_what, tokens) => {
    const { model, events } = await startModelRig((response) => {
      stream(response, ['x'.repeat(40)], { usage: false, end: false });
      const usage = { prompt_tokens: 7, completion_tokens: tokens, total_tokens: 7 };
      response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
    });
    await say(model);
    expect(events[0]).toMatchObject({ output_tokens: 10, estimated: true });
  });
});
