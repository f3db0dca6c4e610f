import type { Decision, Outcome } from '../planner.js';
import type { RunDesk } from './run-desk.js';

/** Marks a reply as less than it could have been, where the model is out of the turn. */
export function degraded(desk: RunDesk, outcome: Outcome): Outcome {
  const reason = desk.model.fallen;
  if (reason === undefined) return outcome;
  const own = outcome.reply.degraded;
  return {
    ...outcome,
    reply: { ...outcome.reply, degraded: own === undefined ? reason : `${reason}; ${own}` },
  };
}

export function degradedBy(desk: RunDesk, decision: Decision): Decision {
  return decision.do === 'reply' ? { do: 'reply', outcome: degraded(desk, decision.outcome) } : decision;
}
