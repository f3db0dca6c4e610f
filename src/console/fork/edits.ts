import type { ForkEdit } from '../../contracts/fork.js';
import type { JsonValue } from '../../contracts/json.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { planIn } from '../run-view/plan-in.js';

/** Something of a run that can be edited, and where its fork begins unless told otherwise. */
export interface Editable {
  id: string;
  group: 'said' | 'answers' | 'state' | 'prompts';
  label: string;
  /** How far the record is followed: up to the event that says it. */
  at: number;
  /** What it is now: words, or JSON. */
  text: string;
  isJson: boolean;
  /** The edit for another text; throws `SyntaxError` where JSON is asked for and it is none. */
  toEdit(text: string): ForkEdit;
}

/** What there is to edit in a run as it stood behind its first `step` events. */
export function editablesOf(message: string, events: readonly RunEvent[], step: number): Editable[] {
  const seen = events.slice(0, step);
  return [
    {
      id: 'message',
      group: 'said',
      label: 'the message',
      at: Math.min(1, events.length),
      text: message,
      isJson: false,
      toEdit: (text) => ({ message: text }),
    },
    ...seen.flatMap(answerOf),
    ...stateOf(seen),
  ];
}

/** A prompt: it counts for what is asked behind the step that is looked at. */
export function promptEditable({ file, text }: { file: string; text: string }, step: number): Editable {
  return {
    id: `prompt ${file}`,
    group: 'prompts',
    label: file,
    at: step,
    text,
    isJson: false,
    toEdit: (edited) => ({ prompt: { file, text: edited } }),
  };
}

/** What is most likely meant at a step: what its event says. */
export function editableAt(editables: readonly Editable[], step: number): Editable | undefined {
  return editables.find(({ at, group }) => at === step && group !== 'said') ?? editables[0];
}

function answerOf(event: RunEvent): Editable[] {
  if (event.type !== 'tool.finished' && event.type !== 'tool.failed') return [];
  const { step_id, tool, seq: at } = event;
  const label = `step ${step_id}: ${tool}`;
  const common = { id: `answer ${step_id}`, group: 'answers', at, isJson: true } as const;
  if (event.type === 'tool.finished')
    return [
      {
        ...common,
        label,
        text: pretty(event.result),
        toEdit: (text) => ({ tool_result: { step_id, result: read(text) } }),
      },
    ];
  const { code, message } = event.error;
  return [
    {
      ...common,
      label: `${label} (failed)`,
      text: pretty({ code, message }),
      toEdit: (text) => ({
        tool_result: { step_id, error: read(text) as { code: string; message: string } },
      }),
    },
  ];
}

function stateOf(seen: readonly RunEvent[]): Editable[] {
  const chosen = seen.find((event) => event.type === 'route.chosen');
  const made = planIn(seen);
  const dialog = chosen?.dialog ?? { pending: null, focus: {} };
  const common = { group: 'state', isJson: true } as const;
  return [
    ...(chosen === undefined
      ? []
      : [
          {
            ...common,
            id: 'route',
            label: 'the route',
            at: chosen.seq,
            text: pretty({ specialist: chosen.route.specialist, intent: chosen.route.intent }),
            toEdit: (text: string) => ({ state: { route: read(text) } }) as ForkEdit,
          },
        ]),
    ...(made === undefined
      ? []
      : [
          {
            ...common,
            id: 'plan',
            label: 'the plan',
            at: made.seq,
            text: pretty(writtenPlan(made.plan)),
            toEdit: (text: string) => ({ state: { plan: read(text) } }) as ForkEdit,
          },
        ]),
    {
      ...common,
      id: 'dialog',
      label: 'what earlier turns left',
      at: Math.min(1, seen.length),
      text: pretty(dialog),
      toEdit: (text: string) => ({ state: { dialog: read(text) } }) as ForkEdit,
    },
  ];
}

function writtenPlan({ goal, steps }: NonNullable<ReturnType<typeof planIn>>['plan']): unknown {
  return {
    goal,
    steps: steps.map(({ id, tool, label, args, after }) => ({ id, tool, label, args, after })),
  };
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function read(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
