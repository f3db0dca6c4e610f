import type { JsonObject } from '../contracts/json.js';
import { failpoint } from '../core/failpoint.js';
import type { OutboxEvent } from '../store/outbox.js';
import type { Bus } from './bus.js';

export interface OutboxRelay {
  /** Says that there is something to publish; returns at once. */
  kick(): void;
  /** Publishes what is left, within one attempt, and stops. */
  close(): Promise<void>;
}

export interface OutboxRelayDeps {
  bus: Bus;
  /** Hands up to `limit` waiting events to `publish`, forgets them when it resolves, and gives how many there were. */
  drain: (limit: number, publish: (events: OutboxEvent[]) => Promise<void>) => Promise<number>;
  /** Takes secrets out of whatever leaves; gives the very payload where there is nothing to take out. */
  redact: (payload: JsonObject) => JsonObject;
  onError: (error: unknown) => void;
  /** How long kicks are gathered before one round, and how often to look without a kick, in milliseconds. */
  gatherMs?: number;
  sweepMs?: number;
}

const BATCH = 500;

/** Moves committed events to the bus, at least once each. While the bus is away they wait in the outbox. */
export function createOutboxRelay(deps: OutboxRelayDeps): OutboxRelay {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let closed = false;

  const publish = (events: OutboxEvent[]): Promise<void> => publishEvents(deps, events);
  const drainAll = async (): Promise<void> => {
    try {
      while ((await deps.drain(BATCH, publish)) === BATCH);
    } catch (error) {
      deps.onError(error);
    }
  };

  const schedule = (ms: number): void => {
    if (closed || timer !== undefined || round !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      round = drainAll().finally(() => {
        round = undefined;
      });
    }, ms);
  };

  const sweep = setInterval(() => schedule(0), deps.sweepMs ?? 1_000);
  return {
    kick: () => schedule(deps.gatherMs ?? 20),
    async close() {
      closed = true;
      clearInterval(sweep);
      clearTimeout(timer);
      await round;
      await drainAll();
    },
  };
}

async function publishEvents({ bus, redact }: OutboxRelayDeps, events: OutboxEvent[]): Promise<void> {
  const hasRunEnd = (): boolean => events.some(({ event }) => event === 'copilot.task.executed');
  failpoint('event_to_bus', hasRunEnd);
  await bus.publish(
    events.map(({ event, eventId, payload }) => ({
      event,
      payload: { event_id: eventId, ...redact(payload) },
    })),
  );
  failpoint('bus_to_mark', hasRunEnd);
}
