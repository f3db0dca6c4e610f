import type { ServiceName } from '../contracts/mode.js';
import type { RecentCalls } from '../core/call-stats.js';
import type { BreakerState } from '../core/metrics.js';
import type { ServiceTool } from '../services/service-tool.js';

/** What this process knows of a service without asking it. */
export interface ServiceState {
  breaker: BreakerState;
  calls: RecentCalls;
}

export interface ServiceHealth extends ServiceState {
  reachable: boolean;
}

/** What the doors may know of the VEZE services: their tools and how they are, never their clients. */
export interface ServicesView {
  /** Every tool of every service, by name. */
  tools: ReadonlyMap<string, ServiceTool>;
  /** Asks each service once; a service that does not answer before `signal` aborts is not reachable. */
  health(signal: AbortSignal): Promise<Record<ServiceName, ServiceHealth>>;
  state(service: ServiceName): ServiceState;
}
