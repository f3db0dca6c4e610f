import type { JsonValue } from '../../contracts/json.js';
import type { Plan } from '../../contracts/plan.js';
import type { RunEvent } from '../../contracts/run-event.js';

/** Something that a run decided or met with, as it can be compared with another run's: without times, ids and marks. */
export interface Moment {
  /** Names it within its run: `plan 0`, `call 3`. */
  key: string;
  kind: 'route' | 'plan' | 'call' | 'policy' | 'approval' | 'memory' | 'reply' | 'end';
  title: string;
  /** The tool of a call; of anything else its kind. */
  what: string;
  value: JsonValue;
  /** The number of the event at which all of it is known. */
  seq: number;
  /** A fork took it from the record of its parent. */
  replayed: boolean;
}

/** What a run decided and met with, in the order in which it was known. */
export function momentsOf(events: readonly RunEvent[]): Moment[] {
  const args = new Map<number, JsonValue>();
  return events.flatMap((event) => {
    if (event.type === 'tool.started') args.set(event.step_id, event.args);
    return momentOf(event, args) ?? [];
  });
}

function momentOf(event: RunEvent, args: ReadonlyMap<number, JsonValue>): Moment | undefined {
  switch (event.type) {
    case 'route.chosen': {
      const { specialist, intent } = event.route;
      const value = { specialist, intent, dialog: asJson(event.dialog ?? null) };
      return moment(event, { key: 'route', kind: 'route', title: 'Route', value });
    }
    case 'plan.created':
    case 'plan.replanned': {
      const { revision } = event.plan;
      const title = revision === 0 ? 'Plan' : `Plan ${revision + 1}`;
      return moment(event, { key: `plan ${revision}`, kind: 'plan', title, value: planned(event.plan) });
    }
    case 'tool.finished':
    case 'tool.failed': {
      const { step_id: id, tool } = event;
      const end =
        event.type === 'tool.finished' ? { result: unmarked(event.result) } : { error: asJson(event.error) };
      const value = { tool, args: args.get(id) ?? null, ...end };
      const call = {
        key: `call ${id}`,
        kind: 'call',
        title: `Step ${id}: ${tool}`,
        what: tool,
        value,
      } as const;
      return { ...moment(event, call), replayed: event.replayed === true };
    }
    default:
      return spoken(event);
  }
}

/** What is between the run and people. */
function spoken(event: RunEvent): Moment | undefined {
  switch (event.type) {
    case 'policy.decision': {
      const { stage, decision, reasons, step_id: step } = event;
      const about = step === undefined ? stage : `step ${step}`;
      const value = { decision, reasons };
      return moment(event, { key: `policy ${about}`, kind: 'policy', title: `Policy: ${about}`, value });
    }
    case 'approval.requested': {
      const { title = null, args = null, step_id: step = null } = event.request;
      return moment(event, {
        key: `approval ${step}`,
        kind: 'approval',
        title: 'Question',
        value: { title, args },
      });
    }
    case 'memory.recalled': {
      const value = event.memories.map(({ id }) => id);
      return moment(event, { key: 'memory', kind: 'memory', title: 'Memories', value });
    }
    case 'reply':
      return moment(event, { key: 'reply', kind: 'reply', title: 'Reply', value: replyOf(event.reply) });
    case 'run.failed':
      return moment(event, {
        key: 'end',
        kind: 'end',
        title: 'End',
        value: { failed: event.code, message: event.message },
      });
    case 'run.cancelled':
      return moment(event, { key: 'end', kind: 'end', title: 'End', value: { cancelled: event.reason } });
    case 'run.finished':
      return moment(event, { key: 'end', kind: 'end', title: 'End', value: event.outcome });
    default:
      return undefined;
  }
}

function moment(
  { seq }: RunEvent,
  part: Pick<Moment, 'key' | 'kind' | 'title' | 'value'> & { what?: string },
): Moment {
  return { what: part.kind, ...part, seq, replayed: false };
}

function planned({ goal, steps }: Plan): JsonValue {
  return asJson({
    goal,
    steps: steps.map(({ id, tool, label, args, after }) => ({ id, tool, label, args, after })),
  });
}

type ReplyOf = Extract<RunEvent, { type: 'reply' }>['reply'];

/** What is said, and what it rests on. */
function replyOf({ kind, text, citations, would_do: would }: ReplyOf): JsonValue {
  return asJson({ kind, text, citations, would_do: would?.map(({ title }) => title) });
}

/** That something was only rehearsed is no difference in what it came to. */
function unmarked(result: JsonValue): JsonValue {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return result;
  const { dry_run: _mark, ...rest } = result;
  return rest;
}

function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
