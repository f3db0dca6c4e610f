import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ModelBudgets } from '../contracts/model-call.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { systemClock } from '../core/clock.js';
import { createLogger } from '../core/logger.js';
import { createMetrics } from '../core/metrics.js';
import { startScriptedServer, type Script, type ScriptedServer } from './scripted-server.js';
import { createModelSource, type ModelSourceDeps, type OpenModelSource } from '../llm/chat-model.js';
import type { ModelRecords } from '../llm/model-records.js';
import { ModelError, type Model } from '../llm/model.js';

export const KEY = 'sk-very-secret-key';
export const PROMPT = {
  messages: [
    { role: 'system', content: 'You plan.' },
    { role: 'user', content: 'my password is hunter2' },
  ],
  version: 'v1',
} as const;

const servers: ScriptedServer[] = [];

export async function closeModelServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** A stream of chat completion chunks; `usage` false leaves it out, `finish` null ends without a reason. */
export function stream(
  response: ServerResponse,
  pieces: string[],
  {
    finish = 'stop',
    usage = true,
    end = true,
    delta = {},
  }: { finish?: string | null; usage?: boolean; end?: boolean; delta?: object } = {},
): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (body: object): void =>
    void response.write(
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', ...body })}\n\n`,
    );
  send({ choices: [{ index: 0, delta: { role: 'assistant', content: '', ...delta } }] });
  for (const content of pieces) send({ choices: [{ index: 0, delta: { content } }] });
  if (finish !== null) send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  if (usage) send({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } });
  if (end) response.end('data: [DONE]\n\n');
}

export interface ModelRig {
  source: OpenModelSource;
  model: Model;
  server: ScriptedServer;
  events: RunEventBody[];
  /** How long was waited between attempts. */
  waits: number[];
  metrics: () => Promise<string>;
}

export async function startModelRig(
  script: Script,
  given: Partial<ModelSourceDeps['settings']> = {},
  records: ModelRecords = OFF_THE_RECORD,
): Promise<ModelRig> {
  const server = await startScriptedServer(script);
  servers.push(server);
  const events: RunEventBody[] = [];
  const waits: number[] = [];
  const metrics = createMetrics({ processMetrics: false });
  const source = createModelSource({
    settings: {
      apiKey: KEY,
      baseUrl: `${server.url}/v1`,
      name: 'big',
      fallbackName: undefined,
      timeoutMs: 10_000,
      maxOutputTokens: 1000,
      prices: new Map([['big', { input: 10, output: 100 }]]),
      budgets: NO_BUDGETS,
      cassette: undefined,
      ...given,
    },
    records,
    metrics,
    logger: createLogger({ logLevel: 'silent' }),
    clock: systemClock,
    random: () => 0,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  const run = { runId: 'r1', sessionId: 's1', userId: 'ada', mode: 'support' as const, callsBefore: 0 };
  const model = source.open({ ...run, emit: (event) => events.push(event) });
  return { source, model, server, events, waits, metrics: async () => (await metrics.scrape()).body };
}

const NONE = { tokens: 0, usd: 0 };
export const NO_BUDGETS: ModelBudgets = { turn: NONE, session: NONE, day: NONE };

const OFF_THE_RECORD: ModelRecords = {
  reserve: () => Promise.resolve(undefined),
  settle: () => Promise.resolve(),
};
const live = new AbortController().signal;
const Route = z.object({ specialist: z.enum(['orders', 'email']), reason: z.string() });
export const GOOD = '{"specialist":"orders","reason":"a refund"}';

export const say = (model: Model, onText: (piece: string) => void = () => undefined, signal = live) =>
  model.text({ purpose: 'respond', prompt: PROMPT, signal, onText });
export const choose = (model: Model, signal = live) =>
  model.structured({ purpose: 'route', prompt: PROMPT, signal, name: 'route', schema: Route });

export async function failureOf(call: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await call.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof ModelError)) throw new Error('no ModelError', { cause: error });
  return error;
}
export const bodyOf = (server: ScriptedServer, index = 0): Record<string, unknown> =>
  JSON.parse(server.seen[index]?.body ?? '{}') as Record<string, unknown>;
export const outcomes = (events: RunEventBody[]) =>
  events.flatMap((event) =>
    event.type === 'model.finished' ? [`${event.call} ${event.model} ${event.outcome}`] : [],
  );
