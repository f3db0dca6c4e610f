import type { JsonValue } from '../../contracts/json.js';
import type { StepError, StepState } from '../../contracts/plan.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { planAt, type StepAt } from '../run-view/plan-at.js';
import type { Turn } from './conversation.js';

/** One call of a tool, as far as it has come. */
export interface Call {
  tool: string;
  service: string;
  effect: 'read' | 'write';
  args: JsonValue;
  result?: JsonValue;
  error?: StepError;
  ms?: number;
}

export interface StepView {
  id: number;
  tool: string;
  label: string;
  state: StepState;
  /** Why it is as it is, where that needs a word: what it waits for, why it failed. */
  note: string | null;
  calls: Call[];
}

export interface TurnView {
  steps: StepView[];
  /** Why it was planned anew, each time it was. */
  replans: string[];
  /** What is said so far. */
  text: string;
  /** What goes on at this moment; null where nothing does. */
  progress: string | null;
}

/** What to show of a turn, by its events where they are here, else by its reply. */
export function viewOf(turn: Turn): TurnView {
  const { events, reply } = turn;
  const plan = planAt(events, events.length);
  const calls = callsIn(events);
  const steps = plan?.steps.map((step) => toStep(step, calls)) ?? stepsOfReply(turn);
  return {
    steps,
    replans: events.flatMap((event) => (event.type === 'plan.replanned' ? [event.cause] : [])),
    text: reply?.text ?? textSoFar(events),
    progress: turn.phase === 'sending' || turn.phase === 'running' ? progressOf(turn) : null,
  };
}

function toStep(step: StepAt, calls: ReadonlyMap<number, Call[]>): StepView {
  const { id, tool, label, state } = step;
  return { id, tool, label, state, note: noteOf(step), calls: calls.get(id) ?? [] };
}

function noteOf(step: StepAt): string | null {
  if (step.error !== undefined) return step.error.message;
  if (step.asks) return 'waits for your yes';
  if (step.waits_for.length > 0) return `waits for step ${step.waits_for.join(', ')}`;
  return step.attempts > 1 ? `attempt ${step.attempts}` : null;
}

function stepsOfReply({ reply, events }: Turn): StepView[] {
  const calls = callsIn(events);
  return (reply?.plan ?? []).map((step) => ({ ...step, note: null, calls: calls.get(step.id) ?? [] }));
}

function callsIn(events: readonly RunEvent[]): Map<number, Call[]> {
  const calls = new Map<number, Call[]>();
  for (const event of events) {
    if (event.type === 'tool.started') {
      const { tool, service, effect, args } = event;
      calls.set(event.step_id, [...(calls.get(event.step_id) ?? []), { tool, service, effect, args }]);
    }
    const open =
      'step_id' in event && event.step_id !== undefined ? calls.get(event.step_id)?.at(-1) : undefined;
    if (open === undefined) continue;
    if (event.type === 'tool.finished') Object.assign(open, { result: event.result, ms: event.duration_ms });
    if (event.type === 'tool.failed') Object.assign(open, { error: event.error, ms: event.duration_ms });
  }
  return calls;
}

function textSoFar(events: readonly RunEvent[]): string {
  return events.flatMap((event) => (event.type === 'text.delta' ? [event.text] : [])).join('');
}

function progressOf({ phase, events }: Turn): string {
  if (phase === 'sending') return 'Sending …';
  for (const event of events.toReversed()) {
    const word = wordFor(event);
    if (word !== undefined) return word;
  }
  return 'Waiting for its turn …';
}

function wordFor(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run.started':
      return 'Reading …';
    case 'route.chosen':
      return `Asking ${event.route.specialist} …`;
    case 'plan.created':
    case 'plan.replanned':
      return 'Planning …';
    case 'tool.started':
      return `Asking ${event.service} …`;
    case 'tool.finished':
    case 'tool.failed':
      return 'Looking at what came back …';
    case 'text.delta':
      return 'Writing …';
    default:
      return undefined;
  }
}
