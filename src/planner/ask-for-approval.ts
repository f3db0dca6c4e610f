import type { Approval } from '../contracts/approval.js';
import type { Route } from '../contracts/run-event.js';
import type { Outcome, Turn } from './planner.js';
import { frame } from './rules/replies/frame.js';

/** The reply that asks a person for their yes, in the kind that the specialist's replies have. */
export function askForApproval(turn: Turn, route: Route, requests: Approval[]): Outcome {
  const [first, ...others] = requests;
  const one = first !== undefined && others.length === 0;
  const choices = one ? [choice('Yes', 'yes'), choice('No', 'no')] : [];
  const text = one ? askOne(first) : askSeveral(requests);
  const common = { text, ...(first === undefined ? {} : { approval: first }), approvals: requests, choices };
  return { reply: frame(turn.mode, route.specialist, { text, data: null }, common), dialog: turn.dialog };
}

/** Whether a reply of ours waits for a yes or no. */
export function asksForApproval(text: string): boolean {
  return text.includes(SHALL_I) || text.includes(SEVERAL);
}

const SHALL_I = 'Shall I go ahead?';
const SEVERAL = 'I need your yes or no to each of these:';

function choice(label: string, value: string): { label: string; value: string } {
  return { label, value };
}

function askOne(request: Approval): string {
  return `${request.title}${detailsOf(request)}. ${SHALL_I}`;
}

function askSeveral(requests: Approval[]): string {
  const lines = requests.map((request, index) => `${index + 1}. ${request.title}${detailsOf(request)}`);
  return `${SEVERAL}\n${lines.join('\n')}`;
}

function detailsOf(request: Approval): string {
  if (request.details.length === 0) return '';
  return ` (${request.details.map(({ label, value }) => `${label}: ${value}`).join('; ')})`;
}
