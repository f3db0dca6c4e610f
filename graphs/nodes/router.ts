import type { ModeDefinition } from '../mode-definition.js';
import type { RunContext } from '../run-context.js';
import type { ChatState, ChatUpdate } from '../state.js';
import { turnOf } from '../turn.js';
import type { Work } from './node.js';

/** Chooses the specialist who takes the turn; what policy refuses is answered here and reaches no planner. */
export function createRouter(definition: ModeDefinition): Work {
  return async (state, context) => {
    if (context.refusal !== undefined) return refuse(definition, state, context);
    if (context.answered !== undefined) return tell(definition, state, context, context.answered);
    const route = await context.planner.route(turnOf(definition, state, context));
    if (!definition.specialists.includes(route.specialist)) {
      throw new Error(`The planner chose ${route.specialist}, who does not work in ${definition.mode}`);
    }
    context.emit({ type: 'route.chosen', route });
    return { route };
  };
}

/** An answer that needed no plan. */
function tell(
  definition: ModeDefinition,
  state: ChatState,
  context: RunContext,
  { text, memories }: NonNullable<RunContext['answered']>,
): ChatUpdate {
  const [specialist = ''] = definition.specialists;
  const route = {
    specialist,
    intent: 'memory',
    confidence: 1,
    by: 'rules',
    reason: 'about memories',
  } as const;
  context.emit({ type: 'route.chosen', route });
  context.voice.say(text);
  context.voice.end();
  return { route, outcome: { reply: { kind: 'answer', data: { memories }, text }, dialog: state.dialog } };
}

function refuse(definition: ModeDefinition, state: ChatState, context: RunContext): ChatUpdate {
  const text = context.refusal ?? '';
  const [specialist = ''] = definition.specialists;
  const route = { specialist, intent: 'refused', confidence: 1, by: 'rules', reason: 'policy' } as const;
  context.emit({ type: 'route.chosen', route });
  context.voice.say(text);
  context.voice.end();
  return { route, outcome: { reply: { kind: 'error', msg: text, text }, dialog: state.dialog } };
}
