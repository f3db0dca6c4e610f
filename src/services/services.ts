import { ServiceName } from '../contracts/mode.js';
import { createCallStats } from '../core/call-stats.js';
import type { CircuitState } from '../core/circuit.js';
import type { CallEvent } from '../core/http-call.js';
import { createServiceHttp, type ServiceHttp } from '../core/http.js';
import { createCommerceClient } from './commerce/commerce.client.js';
import { createCommerceTools } from './commerce/commerce.tools.js';
import { createEmailClient } from './email/email.client.js';
import { createEmailTools } from './email/email.tools.js';
import { createGameClient } from './game/game.client.js';
import { createGameTools } from './game/game.tools.js';
import { createRagClient } from './rag/rag.client.js';
import { createRagTools } from './rag/rag.tools.js';
import type { ServiceHealth, ServiceState } from '../core/service-health.js';
import type { ServiceTool } from './service-tool.js';
import { createSocialClient } from './social/social.client.js';
import { createSocialTools } from './social/social.tools.js';
import { createSportsClient } from './sports/sports.client.js';
import { createSportsTools } from './sports/sports.tools.js';
import { createXengineClient } from './xengine/xengine.client.js';
import { createXengineTools } from './xengine/xengine.tools.js';

/** The line to write for a new service: how its tools are made. */
const TOOLS: Record<ServiceName, (http: ServiceHttp) => ServiceTool[]> = {
  email: (http) => createEmailTools(createEmailClient(http)),
  commerce: (http) => createCommerceTools(createCommerceClient(http)),
  rag: (http) => createRagTools(createRagClient(http)),
  xengine: (http) => createXengineTools(createXengineClient(http)),
  game: (http) => createGameTools(createGameClient(http)),
  social: (http) => createSocialTools(createSocialClient(http)),
  sports: (http) => createSportsTools(createSportsClient(http)),
};

export interface ServicesOptions {
  /** Where each service is, without `/health` or any other path of its own. */
  baseUrls: Record<ServiceName, string>;
  /** For each call of a service, retries included. */
  timeoutMs: number;
  onCall?: (event: CallEvent) => void;
  /** The W3C trace header of the moment, where there is one. */
  traceparent?: () => string | null;
}

export interface Services {
  /** Every tool, by its name. */
  tools: ReadonlyMap<string, ServiceTool>;
  byService: Readonly<Record<ServiceName, readonly ServiceTool[]>>;
  /** Asks all services at once, for a second at most. */
  health(signal: AbortSignal): Promise<Record<ServiceName, ServiceHealth>>;
  state(service: ServiceName): ServiceState;
  breakerStates(): Record<ServiceName, CircuitState>;
}

/** The seven services as one set of tools; once per process, because the circuit breakers live here. */
export function createServices({ baseUrls, ...options }: ServicesOptions): Services {
  const stats = createCallStats();
  const onCall = (call: CallEvent): void => {
    stats.add(call);
    options.onCall?.(call);
  };
  const https = perService((service) =>
    createServiceHttp({ ...options, onCall, service, baseUrl: baseUrls[service] }),
  );
  const state = (service: ServiceName): ServiceState => ({
    breaker: https[service].state(),
    calls: stats.of(service),
  });
  const byService = perService((service) => TOOLS[service](https[service]));
  return {
    tools: indexByName(Object.values(byService).flat()),
    byService,
    state,
    breakerStates: () => perService((service) => https[service].state()),
    health: async (signal) => {
      const answers = await Promise.all(ServiceName.options.map((service) => https[service].health(signal)));
      return perService((service, i) => ({
        reachable: answers[i] === true,
        ...state(service),
      }));
    },
  };
}

/** Throws where two tools share a name: one would hide the other. */
export function indexByName(tools: readonly ServiceTool[]): ReadonlyMap<string, ServiceTool> {
  const index = new Map<string, ServiceTool>();
  for (const tool of tools) {
    if (index.has(tool.name)) throw new Error(`Two tools are called ${tool.name}`);
    index.set(tool.name, tool);
  }
  return index;
}

function perService<T>(make: (service: ServiceName, index: number) => T): Record<ServiceName, T> {
  const entries = ServiceName.options.map((service, i) => [service, make(service, i)]);
  return Object.fromEntries(entries) as Record<ServiceName, T>;
}
