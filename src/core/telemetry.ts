export type SpanAttributes = Record<string, string | number | boolean>;

export interface SpanStart {
  name: string;
  /** `client`: a call of another system. */
  kind?: 'internal' | 'client';
  attributes?: SpanAttributes;
  /** The `traceparent` of the span above; null for the beginning of a trace. Left out: the span that one is in. */
  parent?: string | null;
  /** True for what is thrown on the ordinary way, and is no fault. */
  isOrdinary?: (error: unknown) => boolean;
}

export interface Span {
  set(attributes: SpanAttributes): void;
  /** Marks it as failed; `type` takes few values. */
  fail(type: string): void;
}

/** Traces of what runs do: which part of a run took how long, within what. Never texts. */
export interface Telemetry {
  /** Does `work` within a span; spans that are opened in it are below it. What it throws fails the span, and is thrown on. */
  span<T>(start: SpanStart, work: (span: Span) => Promise<T>): Promise<T>;
  /** Does `work` as a part of the trace that a caller's `traceparent` names. */
  follow<T>(traceparent: string, work: () => T): T;
  /** The W3C header that puts what another system does below the span that one is in; null where there is none. */
  traceparent(): string | null;
  /** Sends what is left. */
  close(): Promise<void>;
}

const NO_SPAN: Span = { set: () => undefined, fail: () => undefined };

/** Where nobody collects traces. */
export const NO_TELEMETRY: Telemetry = {
  span: (_start, work) => work(NO_SPAN),
  follow: (_traceparent, work) => work(),
  traceparent: () => null,
  close: () => Promise.resolve(),
};

export interface TelemetryOptions {
  /** The collector's base address (OTLP over HTTP); undefined for none. */
  endpoint: string | undefined;
  onError: (error: Error) => void;
}

/** Traces for the collector that the settings name. Without one, OpenTelemetry is not even loaded. */
export async function openTelemetry({ endpoint, onError }: TelemetryOptions): Promise<Telemetry> {
  if (endpoint === undefined) return NO_TELEMETRY;
  const { openOtlpTelemetry } = await import('./telemetry-otlp.js');
  return openOtlpTelemetry(endpoint, onError);
}
