import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddings } from '../../llm/embeddings/open-embeddings.js';
import { Answer, SearchResults } from '../../services/rag/rag.schema.js';
import { createSandbox } from '../app.js';

// The knowledge base as the service is started with it: over HTTP, with the offline embeddings.

const { embeddings } = openEmbeddings({ remote: undefined });
const sandbox = createSandbox({ embed: (texts) => embeddings.embed(texts) });
let server: { url: string; close(): Promise<void> };
beforeAll(async () => (server = await sandbox.listen(0)));
afterAll(async () => {
  await server.close();
  await embeddings.close();
});

const get = async (path: string): Promise<unknown> => (await fetch(`${server.url}/rag/${path}`)).json();
const ask = async (q: string) => Answer.parse(await get(`ask?q=${encodeURIComponent(q)}`));
const search = async (q: string) =>
  SearchResults.parse(await get(`search?q=${encodeURIComponent(q)}&limit=5`));

// From the first question on the sentences are read; until then words decide.
test('the sentence that holds what is asked for is quoted', { timeout: 120_000 }, async () => {
  await expect
    .poll(async () => (await ask('how long do refunds take?')).answer, { timeout: 100_000 })
    .toContain('Cards take 3 to 5 business days');
  expect((await ask('how long do refunds take?')).citations[0]?.id).toBe('kb-refunds');
});

test('a search finds what no word of the query stands in, best first, at most two passages of a document', async () => {
  const { results } = await search('how long until I am reimbursed for my purchase');
  expect(results.map(({ id }) => id)).toContain('kb-refunds');
  expect(results.map(({ score }) => score)).toEqual(
    results.map(({ score }) => score).toSorted((a, b) => b - a),
  );
  for (const { id } of results) expect(results.filter((one) => one.id === id).length).toBeLessThanOrEqual(2);
});

test('what the documents do not know is not answered', async () => {
  expect((await ask('who painted the ceiling of the Sistine Chapel')).citations).toEqual([]);
});
