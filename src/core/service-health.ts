import type { RecentCalls } from './call-stats.js';
import type { CircuitState } from './circuit.js';

/** What this process knows of a service without asking it. */
export interface ServiceState {
  breaker: CircuitState;
  calls: RecentCalls;
}

export interface ServiceHealth extends ServiceState {
  reachable: boolean;
}
