import type { JsonObject } from '../contracts/json.js';

/** The seed's stream of everything that happened, for the other VEZE services. */
export const BUS_STREAM = 'veze.copilot';

export interface BusEvent {
  /** `copilot.task.created`, `copilot.task.executed`, `copilot.action.executed`, `copilot.game.plan` */
  event: string;
  /** Always holds `event_id`, the same however often the event is delivered. */
  payload: JsonObject;
}

/** Where events leave the service. `publish` resolves when the events are on the stream, in the order given. */
export interface Bus {
  readonly kind: 'redis' | 'in-process';
  publish(events: BusEvent[]): Promise<void>;
  /** The events after entry `after` ('0' for the first), oldest first, with the id to go on from. */
  read(after: string, count: number): Promise<{ id: string; event: BusEvent }[]>;
}
