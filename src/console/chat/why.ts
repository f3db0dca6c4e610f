import type { RunEvent } from '../../contracts/run-event.js';

/** What policy did in a run, in sentences; nothing where all passed. */
export function policyNotes(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'policy.decision' || event.decision === 'pass') return [];
    const what = event.decision === 'refused' ? 'refused' : 'removed or changed';
    return [`${PLACES[event.stage]} ${what}: ${event.reasons.map(inWords).join(', ')}`];
  });
}

const PLACES = { input: 'In your message', tool: 'A call of a tool', reply: 'In the reply' } as const;

/** Reasons are codes: `email_address`, `tainted:to`. */
function inWords(reason: string): string {
  return reason.replaceAll('_', ' ').replace(':', ', ');
}

/** The memories that a run was given, by their ids. */
export function recalledIn(events: readonly RunEvent[]): string[] {
  const ids = events.flatMap((event) =>
    event.type === 'memory.recalled' ? event.memories.map(({ id }) => id) : [],
  );
  return [...new Set(ids)];
}

export interface WhyRoute {
  specialist: string;
  reason: string;
}

/** Who took the turn, and why. */
export function routeOf(events: readonly RunEvent[]): WhyRoute | undefined {
  const chosen = events.find((event) => event.type === 'route.chosen');
  return chosen?.type === 'route.chosen'
    ? { specialist: chosen.route.specialist, reason: `${chosen.route.reason} (${chosen.route.by})` }
    : undefined;
}
