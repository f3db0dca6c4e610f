import type { RunEvent } from '../../contracts/run-event.js';

type PlanMade = Extract<RunEvent, { type: 'plan.created' | 'plan.replanned' }>;

/** The event that made the plan in force at the end of `events`; undefined where there is none. */
export function planIn(events: readonly RunEvent[]): PlanMade | undefined {
  return events.findLast(
    (event): event is PlanMade => event.type === 'plan.created' || event.type === 'plan.replanned',
  );
}
