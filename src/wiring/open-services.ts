import { ServiceName } from '../contracts/mode.js';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Metrics } from '../core/metrics.js';
import { NO_TELEMETRY, type Telemetry } from '../core/telemetry.js';
import type { TextEmbeddings } from '../llm/embeddings/text-embeddings.js';
import { createSandbox, type SandboxOptions } from '../sandbox/app.js';
import { createServices, type Services } from '../services/services.js';
import type { Closers } from './closers.js';

export interface OpenedServices extends Services {
  description: string;
}

interface ServicesDeps {
  clock: Clock;
  metrics: Metrics;
  closers: Closers;
  telemetry?: Telemetry;
  /** For the sandbox's knowledge base. */
  offline?: TextEmbeddings;
}

/** The VEZE services the settings name; the sandbox, started here, stands in for the others. */
export async function openServices(
  config: Pick<Config, 'services' | 'toolTimeoutMs' | 'env'>,
  deps: ServicesDeps,
): Promise<OpenedServices> {
  const missing = ServiceName.options.filter((name) => config.services[name] === undefined);
  const stands = missing.length === 0 ? {} : await startSandbox(config, deps);
  const services = createServices({
    baseUrls: { ...stands, ...config.services } as Record<ServiceName, string>,
    timeoutMs: config.toolTimeoutMs,
    traceparent: (deps.telemetry ?? NO_TELEMETRY).traceparent,
    onCall: (call) => deps.metrics.serviceCalled(call.service, call.outcome, call.durationMs / 1000),
  });
  deps.metrics.observe({ breakers: services.breakerStates });
  return { ...services, description: describe(missing) };
}

async function startSandbox(
  { env }: Pick<Config, 'env'>,
  deps: ServicesDeps,
): Promise<Record<ServiceName, string>> {
  const sandbox = createSandbox({ clock: deps.clock, ...(env !== 'test' && meaningOf(deps.offline)) });
  const { url, close } = await sandbox.listen(0);
  deps.closers.add('sandbox', close);
  void sandbox.readKnowledge();
  return sandbox.urls(url);
}

/** Words alone in tests, whose answers must not depend on how far the sentences are read; and with a hash, which knows no meaning. */
function meaningOf(offline: TextEmbeddings | undefined): Pick<SandboxOptions, 'embed'> {
  if (offline === undefined || offline.model.name.startsWith('hash')) return {};
  return { embed: (texts) => offline.embed(texts) };
}

function describe(missing: ServiceName[]): string {
  if (missing.length === 0) return 'seven VEZE services';
  if (missing.length === ServiceName.options.length) return 'sandbox (all seven, made-up data)';
  return `sandbox for ${missing.join(', ')}; VEZE services for the others`;
}
