import type { ServiceName } from '../../contracts/mode.js';
import type { Fault, FaultSpec } from './fault.js';

export interface FaultRequest {
  service: ServiceName;
  method: string;
  /** Within the service. */
  path: string;
  /** Body and query parameters together. */
  input: Readonly<Record<string, unknown>>;
}

export interface FaultBoard {
  add(spec: FaultSpec): Fault;
  list(): Fault[];
  clear(): void;
  /** The first fault that strikes this request; counts it as used. */
  take(request: FaultRequest): Fault | undefined;
}

/** The faults that were asked for with `POST /_faults`, in that order. */
export function createFaultBoard(): FaultBoard {
  const faults = new Map<string, Fault>();
  let count = 0;

  return {
    add: (spec) => {
      count += 1;
      const fault = { ...spec, id: `fault-${count}`, hits: 0 };
      faults.set(fault.id, fault);
      return fault;
    },
    list: () => [...faults.values()],
    clear: () => faults.clear(),
    take: (request) => {
      const fault = [...faults.values()].find((candidate) => strikes(candidate, request));
      if (fault === undefined) return undefined;
      // Whoever watches the health of a service would use up a fault that waits for a real call.
      if (request.path === '/health') return fault;
      fault.hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) faults.delete(fault.id);
      return fault;
    },
  };
}

function strikes(fault: FaultSpec, request: FaultRequest): boolean {
  return (
    fault.service === request.service &&
    (fault.method === undefined || fault.method === request.method) &&
    (fault.path === undefined || request.path.startsWith(fault.path))
  );
}
