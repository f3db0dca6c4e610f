import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../../src/contracts/chat.js';
import type { Route } from '../../src/contracts/run-event.js';
import { EMPTY_DIALOG } from '../../src/planner/planner.js';
import type { ModeDefinition } from '../mode-definition.js';
import type { RunContext } from '../run-context.js';
import type { ChatState, ChatUpdate } from '../state.js';
import { AT_ONCE, turnOf } from '../turn.js';
import type { Work } from './node.js';

/** Chooses the specialist who takes the turn; what policy refuses is answered here and reaches no planner. */
export function createRouter(definition: ModeDefinition): Work {
  return async (state, context) => {
    const { refusal, answered, which } = context;
    if (refusal !== undefined) {
      const reply: Reply = { kind: 'error', msg: refusal, text: refusal };
      return answerAtOnce(definition, state, context, { intent: AT_ONCE.refused, reason: 'policy', reply });
    }
    if (which !== undefined) {
      const reply: Reply = { kind: 'answer', data: {}, ...which };
      return answerAtOnce(definition, state, context, {
        intent: AT_ONCE.which,
        reason: 'several are open',
        reply,
      });
    }
    if (answered !== undefined) {
      const { text, memories } = answered;
      const ids = memories.map(({ id }) => id);
      const reply: Reply = {
        kind: 'answer',
        data: { memories },
        text,
        ...(ids.length > 0 && { memories: ids }),
      };
      return answerAtOnce(definition, state, context, {
        intent: AT_ONCE.memory,
        reason: 'about memories',
        reply,
      });
    }
    const route = await context.planner.route(turnOf(definition, state, context));
    if (!definition.specialists.includes(route.specialist)) {
      throw new Error(`The planner chose ${route.specialist}, who does not work in ${definition.mode}`);
    }
    const dialog = isDeepStrictEqual(state.dialog, EMPTY_DIALOG) ? {} : { dialog: state.dialog };
    context.emit({ type: 'route.chosen', route, ...dialog });
    return { route };
  };
}

/** Says a reply that needs no planner, and ends the turn with it; `about` says why. */
function answerAtOnce(
  { specialists: [specialist = ''] }: ModeDefinition,
  state: ChatState,
  context: RunContext,
  { reply, ...about }: { intent: string; reason: string; reply: Reply },
): ChatUpdate {
  const route: Route = { specialist, ...about, confidence: 1, by: 'rules' };
  context.emit({ type: 'route.chosen', route });
  context.voice.say(reply.text);
  context.voice.end();
  return { route, outcome: { reply, dialog: state.dialog } };
}
