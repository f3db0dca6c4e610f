import { Agent, request, type IncomingMessage } from 'node:http';

/** One client for all loads; Node's own, because `fetch` costs more than the bare route that it would measure. */
export interface HttpClient {
  postJson(url: string, body: unknown): Promise<{ status: number; text: string }>;
  /** Resolves when the head of the answer is there. */
  open(url: string): Promise<IncomingMessage>;
  close(): void;
}

export function createHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    postJson: async (url, body) => {
      const payload = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
      const answer = await send(url, { agent, method: 'POST', headers }, payload);
      return { status: answer.statusCode ?? 0, text: await readAll(answer) };
    },
    open: (url) => send(url, { agent, method: 'GET' }, ''),
    close: () => agent.destroy(),
  };
}

type SendOptions = Parameters<typeof request>[1];

function send(url: string, options: SendOptions & object, payload: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, resolve);
    outgoing.on('error', (error) => {
      // The server closed an idle connection just as we took it up again; it has not seen the request.
      if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET')
        send(url, options, payload).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(payload);
  });
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}
