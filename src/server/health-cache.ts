import { ServiceName } from '../contracts/mode.js';
import type { Logger } from '../core/logger.js';
import type { ServiceHealth } from '../core/service-health.js';
import type { ServicesView } from './services-view.js';

const FRESH_MS = 5_000;
const TIMEOUT_MS = 2_000;

type Healths = Partial<Record<ServiceName, ServiceHealth>>;

/**
 * Asks the services at most once in five seconds, however many pages are open. What cannot be learned is left out; what this
 * process knows of them itself is always as it is now.
 */
export function createHealthCache(services: ServicesView, logger: Logger): () => Promise<Healths> {
  let asked: Promise<Healths> | undefined;
  let askedAt = 0;
  return () => {
    const now = performance.now();
    if (asked === undefined || now - askedAt > FRESH_MS) {
      askedAt = now;
      asked = services.health(AbortSignal.timeout(TIMEOUT_MS)).catch((error: unknown) => {
        logger.warn({ err: error }, 'services could not be asked how they are');
        return {};
      });
    }
    return asked.then((healths) => withState(healths, services));
  };
}

function withState(healths: Healths, services: ServicesView): Healths {
  const known = ServiceName.options.flatMap((service) => {
    const health = healths[service];
    return health === undefined ? [] : [[service, { ...health, ...services.state(service) }] as const];
  });
  return Object.fromEntries(known);
}
