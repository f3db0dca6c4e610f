import type { ModeDefinition } from '../mode-definition.js';
import { turnOf } from '../turn.js';
import type { Work } from './node.js';

/** Chooses the specialist who takes the turn. */
export function createRouter(definition: ModeDefinition): Work {
  return async (state, context) => {
    const route = await context.planner.route(turnOf(definition, state, context));
    if (!definition.specialists.includes(route.specialist)) {
      throw new Error(`The planner chose ${route.specialist}, who does not work in ${definition.mode}`);
    }
    context.emit({ type: 'route.chosen', route });
    return { route };
  };
}
