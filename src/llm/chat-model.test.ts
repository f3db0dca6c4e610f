import { afterEach, describe, expect, test } from 'vitest';
import {
  bodyOf,
  choose,
  closeModelServers,
  failureOf,
  GOOD,
  KEY,
  outcomes,
  say,
  startModelRig,
  stream,
} from '../testing/model-rig.js';
import { answerJson } from '../testing/scripted-server.js';

afterEach(closeModelServers);

describe('text', () => {
  test('comes piece by piece, and as a whole in the end', async () => {
    const { model, server } = await startModelRig((response) =>
      stream(response, ['Your ', 'order ', 'is here.']),
    );
    const pieces: string[] = [];
    expect(await say(model, (piece) => pieces.push(piece))).toBe('Your order is here.');
    expect(pieces).toEqual(['Your ', 'order ', 'is here.']);
    const [seen] = server.seen;
    expect([seen?.method, seen?.url]).toEqual(['POST', '/v1/chat/completions']);
    expect(seen?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(bodyOf(server)).toMatchObject({ model: 'big', stream: true, max_tokens: 1000, temperature: 0 });
    expect(bodyOf(server)['messages']).toEqual([
      { role: 'system', content: 'You plan.' },
      { role: 'user', content: 'my password is hunter2' },
    ]);
  });

  test('of a server that asks for no key needs none', async () => {
    const { model } = await startModelRig((response) => stream(response, ['hi']), { apiKey: undefined });
    expect(await say(model)).toBe('hi');
  });

  test('whose taker throws is no fault of the model, and is not asked for again', async () => {
    const { model, server, events } = await startModelRig((response) => stream(response, ['a', 'b']));
    const fail = (): never => {
      throw new RangeError('full');
    };
    await expect(say(model, fail)).rejects.toThrow(RangeError);
    expect(server.seen).toHaveLength(1);
    expect(outcomes(events)).toHaveLength(1);
  });
});

describe('structured output', () => {
  test('is asked for with the strict schema, and checked', async () => {
    const { model, server } = await startModelRig((response) =>
      stream(response, [GOOD.slice(0, 9), GOOD.slice(9)]),
    );
    expect(await choose(model)).toEqual({ specialist: 'orders', reason: 'a refund' });
    expect(bodyOf(server)['response_format']).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'route',
        strict: true,
        schema: {
          type: 'object',
          properties: {
            specialist: { type: 'string', enum: ['orders', 'email'] },
            reason: { type: 'string' },
          },
          required: ['specialist', 'reason'],
          additionalProperties: false,
        },
      },
    });
  });

  test.each([
    ['in a fence', `\`\`\`json\n${GOOD}\n\`\`\``],
    ['in a sentence', `Sure! ${GOOD} Anything else?`],
    ['after thoughts', `<think>{"specialist": "email"} no</think>\n${GOOD}`],
    ['with more than was asked', GOOD.replace('{', '{"__proto__":{"x":1},"lc":1,')],
  ])('is found %s', async (_where, answer) => {
    const { model } = await startModelRig((response) => stream(response, [answer]));
    expect(await choose(model)).toEqual({ specialist: 'orders', reason: 'a refund' });
  });

  test.each([
    ['no JSON', 'I would rather not.'],
    ['half of it', GOOD.slice(0, -4)],
    ['another shape', '{"specialist":"orders"}'],
    ['a specialist who is not there', '{"specialist":"root","reason":"x"}'],
    ['a list', `[${GOOD}]`],
    ['null', 'null'],
    ['a number of 100,000 digits', `{"specialist":${'9'.repeat(100_000)},"reason":"x"}`],
    ['brackets 50,000 deep', '['.repeat(50_000)],
  ])('that is %s is invalid_output, with the output, and is not asked for again', async (_what, output) => {
    const { model, server } = await startModelRig((response) => stream(response, [output]));
    expect(await failureOf(choose(model))).toMatchObject({ code: 'invalid_output', output });
    expect(server.seen).toHaveLength(1);
  });
});

describe('an answer that is none', () => {
  test.each([
    ['an empty stream', 'empty', { pieces: [] }, 2],
    ['blanks', 'empty', { pieces: [' ', '\n'] }, 1],
    ['no end', 'truncated', { pieces: ['half'], finish: null }, 1],
    ['a limit', 'truncated', { pieces: ['half'], finish: 'length' }, 1],
    ['a filter', 'refusal', { pieces: [], finish: 'content_filter' }, 1],
    ['a refusal', 'refusal', { pieces: [], delta: { content: null, refusal: 'I cannot.' } }, 1],
    ['a tool that nobody offered', 'truncated', { pieces: ['x'], finish: 'tool_calls' }, 1],
    ['a reason of its own', 'truncated', { pieces: ['x'], finish: 'banana' }, 1],
    ['300,000 characters', 'too_large', { pieces: Array.from({ length: 300 }, () => 'x'.repeat(1000)) }, 1],
  ])('%s is %s', async (_what, code, { pieces, ...options }, requests) => {
    const { model, server, events } = await startModelRig((response) => stream(response, pieces, options));
    expect((await failureOf(say(model))).code).toBe(code);
    expect(server.seen).toHaveLength(requests);
    expect(outcomes(events)).toEqual(Array.from({ length: requests }, (_, i) => `${i + 1} big ${code}`));
  });

  test.each([
    ['JSON that is no stream', (body: object) => JSON.stringify(body), 'application/json', 'empty'],
    ['a page', () => '<html>Bad gateway</html>', 'text/html', 'empty'],
    ['a stream of nonsense', () => 'data: {"choices":[{"delta"\n\n', 'text/event-stream', 'server_error'],
    ['a stream of null', () => 'data: null\n\n', 'text/event-stream', 'server_error'],
    ['choices that are none', () => 'data: {"choices":{"0":7}}\n\n', 'text/event-stream', 'empty'],
    [
      'content that is no text',
      () => 'data: {"choices":[{"delta":{"role":"assistant","content":[{"text":"x"}]}}]}\n\n',
      'text/event-stream',
      'empty',
    ],
    [
      'an error amid the stream',
      () => 'data: {"error":{"message":"overloaded"}}\n\n',
      'text/event-stream',
      'server_error',
    ],
  ])('a 200 with %s is a fault', async (_what, body, type, code) => {
    const { model, server } = await startModelRig((response) => {
      response
        .writeHead(200, { 'content-type': type })
        .end(body({ choices: [{ message: { content: 'hi' } }] }));
    });
    expect((await failureOf(say(model))).code).toBe(code);
    expect(server.seen).toHaveLength(2);
  });

  test('without end is not read to the end', async () => {
    let closed: Promise<unknown> | undefined;
    const { model } = await startModelRig((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const pump = (): void => {
        while (!response.destroyed && response.write(`: ${'x'.repeat(65_536)}\n`));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    expect((await failureOf(say(model))).code).toBe('too_large');
    await closed;
  });
});

describe('a server that fails', () => {
  test.each([
    [500, 'server_error', 2],
    [503, 'server_error', 2],
    [429, 'rate_limited', 2],
    [302, 'rejected', 1],
    [400, 'rejected', 1],
    [401, 'rejected', 1],
    [404, 'rejected', 1],
    [422, 'rejected', 1],
  ])('with %i is %s', async (status, code, requests) => {
    const { model, server } = await startModelRig((response, seen) => {
      response.setHeader('location', '/elsewhere');
      answerJson(
        response,
        {
          error: {
            message: `no: ${KEY} ${seen.body.slice(seen.body.indexOf('messages'))}`,
            code: 'some_code',
          },
        },
        status,
      );
    });
    const failure = await failureOf(say(model));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(`(${status} some_code)`);
    expect(`${failure.message} ${failure.stack} ${String(failure.cause)}`).not.toMatch(/sk-very|hunter2/);
    expect(server.seen).toHaveLength(requests);
  });

  test('with 10 MB is a failed server, not a full memory', async () => {
    const { model } = await startModelRig(
      (response) => void response.writeHead(500).end('x'.repeat(10_000_000)),
    );
    expect((await failureOf(say(model))).code).toBe('server_error');
  });

  test('once is asked once more', async () => {
    let calls = 0;
    const { model, events, waits } = await startModelRig((response) =>
      (calls += 1) === 1 ? answerJson(response, {}, 500) : stream(response, ['back']),
    );
    expect(await say(model)).toBe('back');
    expect(outcomes(events)).toEqual(['1 big server_error', '2 big done']);
    expect(waits).toEqual([0]);
  });

  test.each([
    ['3', [3000], 2],
    ['9.5', [0], 2],
    ['-1', [0], 2],
    ['60', [], 1],
  ])(
    'and says Retry-After: %s is given that time where there is so much',
    async (header, expected, requests) => {
      const { model, server, waits } = await startModelRig((response) => {
        response.setHeader('retry-after', header);
        answerJson(response, {}, 429);
      });
      expect((await failureOf(say(model))).code).toBe('rate_limited');
      expect(waits).toEqual(expected);
      expect(server.seen).toHaveLength(requests);
    },
  );

  test('by breaking the connection is asked again, unless a piece was handed out', async () => {
    const before = await startModelRig((_response, _seen, request) => request.socket.destroy());
    expect((await failureOf(say(before.model))).code).toBe('connection');
    expect(before.server.seen).toHaveLength(2);
    const amid = await startModelRig((response, _seen, request) => {
      stream(response, ['half'], { finish: null, usage: false, end: false });
      setImmediate(() => setImmediate(() => request.socket.destroy()));
    });
    expect((await failureOf(say(amid.model))).code).toBe('truncated');
    expect(amid.server.seen).toHaveLength(1);
    expect(amid.events[0]).toMatchObject({ estimated: true, output_tokens: 1 });
  });

  test('to be there at all is a lost connection', async () => {
    const { model, server } = await startModelRig(() => undefined);
    await server.close();
    expect((await failureOf(say(model))).code).toBe('connection');
  });
});
