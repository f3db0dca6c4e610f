import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CircuitState } from './circuit.js';
import { createGameMetrics, type GameMetrics } from './game-metrics.js';
import { registerGauge } from './gauge.js';
import { createModelMetrics, type ModelMetrics } from './model-metrics.js';
import { createVectorMetrics, type VectorMetrics } from './vector-metrics.js';

/** Read at each scrape; what is left out shows as 0. */
export interface GaugeSources {
  queueDepth?: () => number;
  runningRuns?: () => number;
  breakers?: () => Record<string, CircuitState>;
  /** By model name. */
  modelBreakers?: () => Record<string, CircuitState>;
}

/** One function per event. Labels take few values: ids belong in the log. */
export interface Metrics extends ModelMetrics, VectorMetrics, GameMetrics {
  requestFinished(method: string, route: string, status: number, seconds: number): void;
  runFinished(mode: string, planner: string, outcome: string, seconds: number): void;
  nodeFinished(node: string, seconds: number): void;
  toolFinished(tool: string, outcome: string, seconds: number): void;
  serviceCalled(service: string, outcome: string, seconds: number): void;
  /** A write of which nobody can say whether it was done: someone should look at the service. */
  effectUnknown(service: string): void;
  streamOpened(kind: 'sse' | 'ws'): void;
  streamClosed(kind: 'sse' | 'ws'): void;
  /** Says where the gauges are read from at each scrape. */
  observe(sources: GaugeSources): void;
  /** The exposition text and its media type. */
  scrape(): Promise<{ contentType: string; body: string }>;
}

/** A registry of its own, so that two services in one process (as in tests) do not share counters. */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  const streams = new Gauge({
    name: 'copilot_open_streams',
    help: 'Open SSE streams and WebSockets',
    labelNames: ['kind'],
    registers: [registry],
  });
  const unknowns = new Counter({
    name: 'copilot_effects_unknown',
    help: 'Writes that were sent and of which nobody can say whether they were done',
    labelNames: ['service'],
    registers: [registry],
  });
  return {
    ...createTimings(registry),
    ...createModelMetrics(registry),
    ...createVectorMetrics(registry),
    ...createGameMetrics(registry),
    effectUnknown: (service) => unknowns.inc({ service }),
    streamOpened: (kind) => streams.inc({ kind }),
    streamClosed: (kind) => streams.dec({ kind }),
    observe: createObserver(registry),
    scrape: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

/** Seconds. Rules answer in milliseconds, a model in seconds, and a run may take a minute. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

type Timings = Pick<
  Metrics,
  'requestFinished' | 'runFinished' | 'nodeFinished' | 'toolFinished' | 'serviceCalled'
>;

function createTimings(registry: Registry): Timings {
  const timing = <Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> =>
    new Histogram({ name, help, labelNames, buckets: LATENCY_BUCKETS, registers: [registry] });
  const requests = timing('copilot_http_request_seconds', 'HTTP requests', ['method', 'route', 'status']);
  const runs = timing('copilot_run_seconds', 'Runs from acceptance to end', ['mode', 'planner', 'outcome']);
  const nodes = timing('copilot_node_seconds', 'Graph nodes', ['node']);
  const tools = timing('copilot_tool_seconds', 'Tool calls', ['tool', 'outcome']);
  const services = timing('copilot_service_call_seconds', 'HTTP calls to VEZE services', [
    'service',
    'outcome',
  ]);
  return {
    requestFinished: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    runFinished: (mode, planner, outcome, seconds) => runs.observe({ mode, planner, outcome }, seconds),
    nodeFinished: (node, seconds) => nodes.observe({ node }, seconds),
    toolFinished: (tool, outcome, seconds) => tools.observe({ tool, outcome }, seconds),
    serviceCalled: (service, outcome, seconds) => services.observe({ service, outcome }, seconds),
  };
}

const BREAKER_STATES: readonly CircuitState[] = ['closed', 'half_open', 'open'];

function createObserver(registry: Registry): Metrics['observe'] {
  let sources: GaugeSources = {};
  const gauge = (name: string, help: string, read: () => number | undefined): void =>
    registerGauge(registry, { name, help, read });
  gauge('copilot_queue_depth', 'Runs accepted and not yet started', () => sources.queueDepth?.());
  gauge('copilot_running_runs', 'Runs being executed by this process', () => sources.runningRuns?.());
  breakerGauge(registry, 'service', () => sources.breakers?.());
  breakerGauge(registry, 'model', () => sources.modelBreakers?.());
  return (given) => {
    sources = { ...sources, ...given };
  };
}

function breakerGauge(
  registry: Registry,
  label: 'service' | 'model',
  read: () => Record<string, CircuitState> | undefined,
): void {
  const gauge: Gauge = new Gauge({
    name: label === 'service' ? 'copilot_breaker_state' : 'copilot_model_breaker_state',
    help: `1 for the state the breaker of the ${label} is in`,
    labelNames: [label, 'state'],
    registers: [registry],
    collect: () => {
      for (const [name, current] of Object.entries(read() ?? {})) {
        for (const state of BREAKER_STATES) gauge.set({ [label]: name, state }, state === current ? 1 : 0);
      }
    },
  });
}
