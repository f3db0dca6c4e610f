import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span as OtlpSpan,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Span, SpanStart, Telemetry } from './telemetry.js';

/** A collector that is away must not keep the service from stopping. */
const CLOSE_MS = 3000;

/** Spans to a collector over OTLP/HTTP. Nothing global is set: two services in one process have a trace each. */
export function openOtlpTelemetry(endpoint: string, onError: (error: Error) => void): Telemetry {
  const exporter = telling(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), onError);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'veze-copilot' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('veze-copilot');
  const contexts = new AsyncLocalStorage<Context>();
  const current = (): Context => contexts.getStore() ?? ROOT_CONTEXT;
  return {
    span(start, work) {
      const parent = start.parent === undefined ? current() : contextOf(start.parent);
      const kind = start.kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL;
      const span = tracer.startSpan(start.name, { kind, attributes: start.attributes ?? {} }, parent);
      return contexts.run(trace.setSpan(parent, span), () => carryOut(span, start, work));
    },
    follow: (traceparent, work) => contexts.run(contextOf(traceparent), work),
    traceparent: () => headerOf(current()),
    close: async () => {
      await Promise.race([provider.shutdown(), sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

async function carryOut<T>(
  span: OtlpSpan,
  { isOrdinary }: SpanStart,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const fail = (type: string): void => {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', type);
  };
  try {
    return await work({ set: (attributes) => void span.setAttributes(attributes), fail });
  } catch (error) {
    if (isOrdinary?.(error) !== true) fail(typeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** The code of an error that has one, else its name; messages may hold anything. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

const TRACEPARENT =
  /^[0-9a-f]{2}-(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?:$|-)/;

/** The context that a header names; the root for one that cannot be read. */
function contextOf(traceparent: string | null): Context {
  const { traceId = '', spanId = '', flags = '0' } = TRACEPARENT.exec(traceparent ?? '')?.groups ?? {};
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const span = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}

function headerOf(context: Context): string | null {
  const span = trace.getSpanContext(context);
  if (span === undefined || !isSpanContextValid(span)) return null;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The SDK keeps to itself what cannot be sent. */
function telling(exporter: SpanExporter, onError: (error: Error) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error !== undefined) onError(result.error);
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
