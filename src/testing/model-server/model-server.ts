import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ZodError } from 'zod';
import type { JsonObject } from '../../contracts/json.js';
import { readChat, readEmbeddings } from './asked.js';
import { embeddingsBody } from './embeddings.js';
import { noteDown, type JournalEntry } from './journal.js';
import { createScript, type Script } from './script.js';
import { send } from './send.js';

export interface ModelServer extends AsyncDisposable {
  /** What `OPENAI_BASE_URL` is set to. */
  url: string;
  script: Script;
  /** Every request, in the order of arrival. */
  journal: JournalEntry[];
  close(): Promise<void>;
}

/** A model behind a real HTTP server that speaks OpenAI's protocol and says what the test has written. */
export async function startModelServer({ port = 0 }: { port?: number } = {}): Promise<ModelServer> {
  const script = createScript();
  const journal: JournalEntry[] = [];
  const server = createServer((request, response) => {
    answer(request, response, { script, journal }).catch((error: unknown) => {
      // The client went away amid its own request, or the script threw.
      if (!response.headersSent) answerJson(response, 500, errorBody(`The script failed: ${String(error)}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}/v1`, script, journal, close, [Symbol.asyncDispose]: close };
}

type Parts = Pick<ModelServer, 'script' | 'journal'>;

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const entry = noteDown(request, response, await text(request));
  parts.journal.push(entry);
  const route = `${entry.method} ${entry.path}`;
  if (route === 'GET /v1/models') return answerJson(response, 200, MODELS);
  const answers =
    route === 'POST /v1/chat/completions' ? chat : route === 'POST /v1/embeddings' ? vectors : undefined;
  if (answers === undefined) return answerJson(response, 404, errorBody(`There is no ${route}`));
  try {
    await answers(response, entry, parts.script);
  } catch (error) {
    if (!(error instanceof ZodError || error instanceof SyntaxError)) throw error;
    answerJson(response, 400, errorBody(error.message));
  }
}

async function chat(response: ServerResponse, entry: JournalEntry, script: Script): Promise<void> {
  const asked = readChat(JSON.parse(entry.body));
  entry.asked = asked;
  const said = await script.answerTo(asked);
  if (said !== undefined) await send(response, said, asked);
}

async function vectors(response: ServerResponse, entry: JournalEntry, script: Script): Promise<void> {
  const { asked, wanted } = readEmbeddings(JSON.parse(entry.body));
  entry.asked = asked;
  const said = await script.answerTo(asked);
  if (said !== undefined) return send(response, said, asked);
  answerJson(response, 200, embeddingsBody(wanted));
}

const MODELS = {
  object: 'list',
  data: ['scripted', 'scripted-small', 'scripted-embedding'].map((id) => ({
    id,
    object: 'model',
    created: 1_760_000_000,
    owned_by: 'tests',
  })),
};

function errorBody(message: string): JsonObject {
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}

function answerJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
