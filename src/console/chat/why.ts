import type { RunEvent } from '../../contracts/run-event.js';
import type { Turn } from './conversation.js';

type Decision = Extract<RunEvent, { type: 'policy.decision' }>;

/** What policy did in a run, in sentences; nothing where all passed. */
export function policyNotes(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'policy.decision' ? [...decided(event), ...tokenised(event)] : [],
  );
}

const CHANGED = {
  input: 'Removed from your message',
  tool: 'Changed in a call of a tool',
  reply: 'Removed from the reply',
};
const REFUSED = {
  input: 'Your message was refused',
  tool: 'A call of a tool was refused',
  reply: 'The reply was refused',
};

function decided({ decision, stage, reasons }: Decision): string[] {
  if (decision === 'pass') return [];
  return [`${(decision === 'refused' ? REFUSED : CHANGED)[stage]}: ${reasons.map(inWords).join(', ')}`];
}

/** Addresses pass, but only their owner and the service they are sent to see them. */
function tokenised({ findings = [] }: Decision): string[] {
  return findings.some(({ class: name }) => name === 'email')
    ? ['Hidden from the planner: e-mail addresses in your message']
    : [];
}

/** Reasons are codes: `email_address`, `tainted:to`. */
function inWords(reason: string): string {
  return reason.replaceAll('_', ' ').replace(':', ', ');
}

export interface WhyMemories {
  /** The ids of those the reply rests on. */
  used: string[];
  /** Of those that were looked at besides; undefined where the run's record is not here. */
  passedOver: string[] | undefined;
}

/** What was remembered of the person when the reply was made. */
export function memoriesOf({ reply, events }: Turn): WhyMemories {
  const used = reply?.memories ?? [];
  const recalled = events.flatMap((event) =>
    event.type === 'memory.recalled' ? event.memories.map(({ id }) => id) : [],
  );
  const passedOver = [...new Set(recalled)].filter((id) => !used.includes(id));
  return { used, passedOver: events.length === 0 ? undefined : passedOver };
}

const PLANNERS = { rules: 'planned by the rules', llm: 'planned by the model' } as const;

/** Who took the turn, and why. */
export function routeOf({ events, reply }: Turn): string | undefined {
  const chosen = events.find((event) => event.type === 'route.chosen');
  if (chosen?.type !== 'route.chosen') return undefined;
  const { specialist, reason, by } = chosen.route;
  return `${specialist}${plannerOf(reply)}: ${reason} (${by})`;
}

function plannerOf(reply: Turn['reply']): string {
  if (reply?.planner === undefined) return '';
  // Where the model could not, the rules did.
  return `, ${reply.degraded === undefined ? PLANNERS[reply.planner] : PLANNERS.rules}`;
}
