import { afterAll, describe, expect, test } from 'vitest';
import { EmbeddingsError } from '../text-embeddings.js';
import type { ModelThread } from './model-thread.js';
import { findPublishedModel } from './read-weights.js';
import { UseLiteEmbeddings } from './use-lite-embeddings.js';

const folder = findPublishedModel() ?? '';
const failing = (code: string): object => ({ name: 'EmbeddingsError', code });

describe('in a real thread', () => {
  const embeddings = new UseLiteEmbeddings({ folder });
  afterAll(() => embeddings.close());

  test('gives one unit vector a text, in order, however many there are', async () => {
    const texts = Array.from(
      { length: 300 },
      (_, index) => `text number ${index} ${'more '.repeat(index % 7)}`,
    );
    const [vectors, again] = await Promise.all([
      embeddings.embed(texts),
      embeddings.embed(texts.toReversed()),
    ]);
    expect(vectors).toHaveLength(300);
    expect(vectors).toEqual(again.toReversed());
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test('is a LangChain embeddings class', async () => {
    const query = await embeddings.embedQuery('hello');
    expect(query).toHaveLength(embeddings.model.dimension);
    expect(await embeddings.embedDocuments(['hello', 'there'])).toEqual([
      query,
      await embeddings.embedQuery('there'),
    ]);
  });

  test('takes anything for a text', async () => {
    const vectors = await embeddings.embed(['', '\0', 'a'.repeat(100_000), '\ud83d']);
    expect(vectors.map(({ length }) => length)).toEqual([512, 512, 512, 512]);
    expect(await embeddings.embed([])).toEqual([]);
  });

  test('ends a call with what its signal aborted with, and goes on with the others', async () => {
    const caller = new AbortController();
    const stopped = embeddings.embed(
      Array.from({ length: 500 }, (_, index) => `many ${index}`),
      caller.signal,
    );
    const other = embeddings.embed(['other']);
    caller.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    expect(await other).toHaveLength(1);
    expect(embeddings.waiting).toBe(0);
    await expect(embeddings.embed(['x'], AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });
});

/** A thread that does to each batch what the test says. */
function scripted(run: (texts: string[]) => Promise<Float32Array>): ModelThread {
  return { run, close: () => Promise.resolve() };
}
const answer = (texts: string[]): Promise<Float32Array> =>
  Promise.resolve(new Float32Array(texts.length * 512));

test('a batch whose thread died is computed by the next one', async () => {
  const restarts: unknown[] = [];
  let deaths = 1;
  const thread = scripted((texts) => (deaths-- > 0 ? Promise.reject(new Error('killed')) : answer(texts)));
  const embeddings = new UseLiteEmbeddings({ folder, thread, onRestart: (error) => restarts.push(error) });
  expect(await embeddings.embed(['a', 'b'])).toHaveLength(2);
  expect(restarts).toHaveLength(1);
});

test('a text that kills the thread takes no others with it', async () => {
  const thread = scripted((texts) =>
    texts.includes('poison') ? Promise.reject(new Error('killed')) : answer(texts),
  );
  const embeddings = new UseLiteEmbeddings({ folder, thread });
  const [good, bad, fine] = await Promise.allSettled([
    embeddings.embed(['good']),
    embeddings.embed(['poison']),
    embeddings.embed(['fine']),
  ]);
  expect([good.status, bad.status, fine.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(bad).toMatchObject({ reason: failing('unavailable') });
});

test('weights that cannot be read make it unavailable, not silent', async () => {
  const embeddings = new UseLiteEmbeddings({ folder: '/nowhere' });
  await expect(embeddings.embed(['a'])).rejects.toMatchObject(failing('unavailable'));
  await embeddings.close();
});

test('a call that takes too long ends, and so do all when it closes', async () => {
  const thread = scripted(() => new Promise(() => undefined));
  const slow = new UseLiteEmbeddings({ folder, thread, timeoutMs: 20 });
  await expect(slow.embed(['a'])).rejects.toMatchObject(failing('timeout'));
  const closing = new UseLiteEmbeddings({ folder, thread });
  const waiting = closing.embed(['a']);
  const failure = expect(waiting).rejects.toMatchObject(failing('closed'));
  await closing.close();
  await failure;
  await expect(closing.embed(['a'])).rejects.toBeInstanceOf(EmbeddingsError);
});

test('more texts than may wait are refused', async () => {
  const thread = scripted(() => new Promise(() => undefined));
  const embeddings = new UseLiteEmbeddings({ folder, thread, maxTexts: 3 });
  const two = embeddings.embed(['a', 'b']);
  await expect(embeddings.embed(['c', 'd'])).rejects.toMatchObject(failing('overloaded'));
  const refused = expect(two).rejects.toMatchObject(failing('closed'));
  await embeddings.close();
  await refused;
});

test('a question does not wait for all the texts of somebody else', async () => {
  const batches: string[][] = [];
  const thread = scripted((texts) => {
    batches.push(texts);
    return answer(texts);
  });
  const embeddings = new UseLiteEmbeddings({ folder, thread });
  const many = embeddings.embed(
    Array.from({ length: 100 }, (_, index) => `text ${index} ${'x'.repeat(100)}`),
  );
  await embeddings.embed(['question']);
  expect(batches.findIndex((texts) => texts.includes('question'))).toBeLessThanOrEqual(1);
  await many;
  expect(batches.length).toBeGreaterThan(10);
});
