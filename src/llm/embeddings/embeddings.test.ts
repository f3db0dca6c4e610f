import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dot } from '../../core/vectors.js';
import { CachedEmbeddings } from './cached-embeddings.js';
import { HashEmbeddings } from './hash-embeddings.js';
import { openEmbeddings } from './open-embeddings.js';
import { RemoteEmbeddings } from './remote-embeddings.js';

const NONE = new Float32Array(512);
const length = (vector: Float32Array | undefined): number => Math.hypot(...(vector ?? []));

describe('hashing', () => {
  const hash = new HashEmbeddings();

  test('gives unit vectors for anything', async () => {
    const texts = ['', ' ', '\0', '!!!', '🚀', 'a', 'word '.repeat(20_000), '\ud83d'];
    for (const vector of await hash.embed(texts)) {
      expect(vector).toHaveLength(512);
      expect(length(vector)).toBeCloseTo(1, 5);
    }
  });

  test('finds shared words and spellings, and is the same each time', async () => {
    const [a = NONE, b = NONE, c = NONE] = await hash.embed([
      'cancel my order',
      'please cancel the orders',
      'dragon fire phase',
    ]);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
    expect(await new HashEmbeddings().embedOne('cancel my order')).toEqual(a);
  });
});

describe('the cache', () => {
  const counted = (maxBytes: number) => {
    const inner = new HashEmbeddings();
    const embed = vi.spyOn(inner, 'embed');
    return { cached: new CachedEmbeddings(inner, { maxBytes }), embed };
  };

  test('computes a text once, also within a call, and keeps the order', async () => {
    const { cached, embed } = counted(1_000_000);
    const first = await cached.embed(['a', 'b', 'a']);
    expect(first).toEqual(await new HashEmbeddings().embed(['a', 'b', 'a']));
    expect(await cached.embed(['c', 'b'])).toEqual(await new HashEmbeddings().embed(['c', 'b']));
    expect(embed.mock.calls.map(([texts]) => texts)).toEqual([['a', 'b'], ['c']]);
  });

  test('is bounded by bytes, and the longest unused go first', async () => {
    const { cached, embed } = counted(2 * (512 * 4 + 200));
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embedOne(text);
    expect(embed.mock.calls.map(([texts]) => texts[0])).toEqual(['a', 'b', 'c', 'b']);
  });
});

describe('a remote model', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve))));

  /** Answers each request with what the next function makes of its body. */
  async function serve(
    ...answers: ((body: { input: string[] }) => [number, unknown] | 'hang')[]
  ): Promise<string> {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        const answer = answers.shift()?.(JSON.parse(text)) ?? [500, {}];
        if (answer === 'hang') return;
        response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
      });
    });
    server.keepAliveTimeout = 1;
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/v1`;
  }
  const open = (baseUrl: string, more: { dimension?: number; timeoutMs?: number } = {}): RemoteEmbeddings =>
    new RemoteEmbeddings({ apiKey: 'k', baseUrl, model: 'm', dimension: 3, askForDimension: false, ...more });
  const vectors = (...numbers: number[][]): [number, unknown] => [
    200,
    { data: numbers.map((embedding, index) => ({ object: 'embedding', index, embedding })), model: 'm' },
  ];

  test('is asked for floats, and its vectors are scaled to length 1', async () => {
    let asked: unknown;
    const url = await serve((body) => {
      asked = body;
      return vectors([3, 0, 4], [0, 2, 0]);
    });
    const remote = open(url);
    expect(remote.model).toEqual({ name: 'openai/m/3', dimension: 3 });
    expect(await remote.embed(['a', ''])).toEqual([Float32Array.of(0.6, 0, 0.8), Float32Array.of(0, 1, 0)]);
    expect(asked).toMatchObject({ model: 'm', encoding_format: 'float', input: ['a', '.'] });
    expect(asked).not.toHaveProperty('dimensions');
  });

  test('is asked once more where it had too much to do', async () => {
    const remote = open(
      await serve(
        () => [429, {}],
        () => vectors([1, 0, 0]),
      ),
    );
    expect(await remote.embedOne('a')).toEqual(Float32Array.of(1, 0, 0));
  });

  test.each([
    ['refuses', () => [401, {}]],
    ['gives too few vectors', () => vectors()],
    ['gives a vector of another size', () => vectors([1, 0])],
    ['gives zeros', () => vectors([0, 0, 0])],
    ['gives no numbers', () => vectors(['x' as unknown as number, 0, 0])],
  ] as [string, () => [number, unknown]][])('that %s is unavailable', async (_what, answer) => {
    const remote = open(await serve(answer, answer));
    await expect(remote.embed(['a'])).rejects.toMatchObject({ name: 'EmbeddingsError', code: 'unavailable' });
  });

  test('that does not answer ends with the deadline, the abort or the close', async () => {
    const url = await serve(
      () => 'hang',
      () => 'hang',
      () => 'hang',
    );
    await expect(open(url, { timeoutMs: 30 }).embed(['a'])).rejects.toMatchObject({ code: 'timeout' });
    const caller = new AbortController();
    const stopped = open(url).embed(['a'], caller.signal);
    caller.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    const remote = open(url);
    const waiting = expect(remote.embed(['a'])).rejects.toMatchObject({ code: 'closed' });
    await remote.close();
    await waiting;
    server?.closeAllConnections();
  });
});

test('models that cannot be compared have different names', () => {
  const names = [
    openEmbeddings({ remote: undefined }).embeddings.model.name,
    new HashEmbeddings().model.name,
    new RemoteEmbeddings({ apiKey: 'k', model: 'm', dimension: 3, askForDimension: true }).model.name,
    new RemoteEmbeddings({ apiKey: 'k', model: 'm', dimension: 4, askForDimension: true }).model.name,
  ];
  expect(new Set(names).size).toBe(names.length);
});
