import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ChatResponse } from './contracts/chat.js';
import type { JsonObject } from './contracts/json.js';
import type { RunEvent } from './contracts/run-event.js';
import { NO_TELEMETRY, openTelemetry } from './core/telemetry.js';
import { startCopilotWithModel } from './testing/copilot-with-model.js';
import { fail, say, sayJson, type Answer } from './testing/model-server/answer.js';
import { fillSchema } from './testing/model-server/fill-schema.js';
import { answerJson, startScriptedServer, type ScriptedServer } from './testing/scripted-server.js';
import { connectSocket } from './testing/socket-client.js';
import { filesBelow, readSource } from './testing/source-files.js';

const Attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string(), intValue: z.number(), boolValue: z.boolean() }).partial(),
});
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z
    .array(Attribute)
    .transform((all) => Object.fromEntries(all.map(({ key, value }) => [key, Object.values(value)[0]]))),
  status: z.object({ code: z.number().optional() }),
});
type Span = z.infer<typeof Span>;
const Export = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});

/** A collector that keeps what it is sent. */
async function startCollector() {
  const server = await startScriptedServer((response) => answerJson(response, {}));
  const spans = (): Span[] =>
    server.seen
      .filter(({ url }) => url === '/v1/traces')
      .flatMap(({ body }) => Export.parse(JSON.parse(body)).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  return { ...server, spans };
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const SECRET = 'where is order 500, my dear zebra? and the scores of last night';

describe('a turn with a model, and calls of tools side by side', () => {
  let spans: Span[];
  let events: RunEvent[];
  let sports: ScriptedServer;
  let modelHeaders: unknown[];

  beforeAll(async () => {
    const collector = await startCollector();
    sports = await startScriptedServer((response) => answerJson(response, { scores: [] }));
    const copilot = await startCopilotWithModel({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      SVC_SPORTS: sports.url,
    });
    const { script } = copilot.model;
    const plan = (...steps: object[]): Answer =>
      sayJson({ do: 'run', goal: 'Look', cause: 'A step failed.', text: '', steps: steps as JsonObject[] });
    const step = (id: number, tool: string, args: object = {}) => ({
      id,
      tool,
      label: `Use ${tool}`,
      args,
      after: [],
    });
    script.next(fail(500, 'overloaded'));
    script.on('route', ({ schema }) => sayJson(fillSchema(schema ?? {}, 'It fits.')));
    script.on('plan', plan(step(1, 'orders.get', { order_id: 500 }), step(2, 'sports.scores')));
    script.on('replan', plan(step(3, 'orders.list')));
    script.on('text', say('I could not find order 500. These are your orders.'));
    const response = await fetch(`${copilot.app.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01` },
      body: JSON.stringify({ user_id: '1', mode: 'support', message: SECRET }),
    });
    const { run_id } = ChatResponse.parse(await response.json());
    events = await copilot.eventsOf(run_id, '1');
    modelHeaders = copilot.model.journal.map(({ headers }) => headers.traceparent);
    await copilot.close();
    spans = collector.spans();
    await Promise.all([collector.close(), sports.close()]);
  });

  const named = (name: string): Span[] => spans.filter((span) => span.name === name);
  const only = (name: string): Span => {
    const [span, ...more] = named(name);
    if (span === undefined || more.length > 0)
      throw new Error(`${named(name).length} spans are called ${name}`);
    return span;
  };
  const parentOf = (span: Span): string =>
    spans.find(({ spanId }) => spanId === span.parentSpanId)?.name ?? 'none';

  test('is one trace below the request of the caller', () => {
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    expect(only('invoke_agent support')).toMatchObject({
      parentSpanId: CALLER,
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'support',
        'veze.run.attempt': 1,
      },
      status: {},
    });
  });

  test('has every node below the run, and every tool below the node of its service', () => {
    const nodes = spans.filter(({ name }) => name.startsWith('node '));
    expect(nodes.map(({ name }) => name.slice(5)).sort()).toEqual(
      events.flatMap((event) => (event.type === 'node.started' ? [event.node] : [])).sort(),
    );
    expect(new Set(nodes.map(parentOf))).toEqual(new Set(['invoke_agent support']));
    expect(parentOf(only('execute_tool orders.get'))).toBe('node commerce');
    expect(parentOf(only('execute_tool sports.scores'))).toBe('node sports');
    expect(parentOf(only('execute_tool orders.list'))).toBe('node commerce');
  });

  test('tells what failed and why', () => {
    expect(only('execute_tool orders.get')).toMatchObject({
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'orders.get',
        'error.type': 'unavailable',
      },
      status: { code: 2 },
    });
    expect(only('execute_tool sports.scores').attributes).not.toHaveProperty('error.type');
  });

  test('has a span for each call of the model, with what it used', () => {
    const calls = named('chat scripted');
    const finished = events.flatMap((event) => (event.type === 'model.finished' ? [event] : []));
    expect(calls.map(({ attributes }) => attributes)).toMatchObject(
      finished.map((event) => ({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'scripted',
        'gen_ai.usage.input_tokens': event.input_tokens,
        'gen_ai.usage.output_tokens': event.output_tokens,
        'veze.model.purpose': event.purpose,
        'server.address': '127.0.0.1',
        ...(event.outcome === 'done' ? {} : { 'error.type': event.outcome }),
      })),
    );
    expect(calls.map(({ kind }) => kind)).toEqual(calls.map(() => 3));
    expect(calls[0]?.attributes['error.type']).toBe('server_error');
    expect(parentOf(calls.at(-1) ?? expect.fail())).toBe('node specialist');
  });

  test('tells services and model which call they belong to', () => {
    const tool = only('execute_tool sports.scores');
    expect(sports.seen.map(({ headers }) => headers['traceparent'])).toEqual([
      `00-${TRACE}-${tool.spanId}-01`,
    ]);
    expect(modelHeaders).toEqual(named('chat scripted').map(({ spanId }) => `00-${TRACE}-${spanId}-01`));
  });

  test('holds no text', () => {
    expect(JSON.stringify(spans)).not.toMatch(/zebra|could not find|Look/);
  });
});

test('a turn that nobody traces is a trace of its own, and is not below the one that it came after', async () => {
  const collector = await startCollector();
  const copilot = await startCopilotWithModel({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OPENAI_BASE_URL: '',
    MAX_RUNNING: '1',
  });
  const at = { mode: 'support', session_id: 's1' } as const;
  await Promise.all([1, 2, 3].map(() => copilot.say({ ...at, message: 'hello' })));
  await copilot.close();
  const runs = collector.spans().filter(({ name }) => name.startsWith('invoke_agent'));
  expect(runs.map(({ parentSpanId }) => parentSpanId ?? '')).toEqual(['', '', '']);
  expect(new Set(runs.map(({ traceId }) => traceId)).size).toBe(3);
  await collector.close();
});

test('a collector that is away costs no turn, and does not keep the service from stopping', async () => {
  const copilot = await startCopilotWithModel({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OPENAI_BASE_URL: '',
  });
  const { reply } = await copilot.say({ mode: 'support', session_id: 's1', message: 'hello' });
  expect(reply.kind).not.toBe('error');
  await copilot.close();
});

test('without a collector nothing is traced and OpenTelemetry is not loaded', async () => {
  expect(await openTelemetry({ endpoint: undefined, onError: () => undefined })).toBe(NO_TELEMETRY);
  const importers = filesBelow('src').filter((file) =>
    /^import [^;]*'@opentelemetry\//m.test(readSource(file)),
  );
  expect(importers).toEqual(['src/core/telemetry-otlp.ts']);
  const loaders = filesBelow('src').filter((file) => /from '[^']*telemetry-otlp\.js'/.test(readSource(file)));
  expect(loaders).toEqual([]);
});

test('what is asked over a socket belongs to the trace that its upgrade named', async () => {
  const collector = await startCollector();
  const copilot = await startCopilotWithModel({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };
  const client = await connectSocket(`${copilot.app.url}/ws?user_id=1`, { headers });
  client.send({ mode: 'support', message: 'where is order 126?' });
  await client.next();
  await client[Symbol.asyncDispose]();
  await copilot.close();
  const spans = collector.spans();
  await collector.close();
  expect(spans.length).toBeGreaterThan(3);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect(spans.find(({ name }) => name === 'invoke_agent support')?.parentSpanId).toBe(CALLER);
});
