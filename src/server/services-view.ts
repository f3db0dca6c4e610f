import type { ServiceName } from '../contracts/mode.js';
import type { ServiceHealth, ServiceState } from '../core/service-health.js';
import type { ServiceTool } from '../services/service-tool.js';

/** What the doors may know of the VEZE services: their tools and how they are, never their clients. */
export interface ServicesView {
  /** Every tool of every service, by name. */
  tools: ReadonlyMap<string, ServiceTool>;
  /** Asks each service once; a service that does not answer before `signal` aborts is not reachable. */
  health(signal: AbortSignal): Promise<Record<ServiceName, ServiceHealth>>;
  state(service: ServiceName): ServiceState;
}
