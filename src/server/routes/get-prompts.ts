import { z } from 'zod';
import { PromptText } from '../../contracts/fork.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';

const PromptList = z.object({ prompts: z.array(PromptText) });

export function createGetPrompts(door: Door): Route {
  return {
    method: 'GET',
    path: '/prompts',
    summary:
      'The prompts that the model is asked with, for a fork with another one; none where no model plans',
    scope: 'copilot.read',
    answers: [{ schema: PromptList }],
    handle: (ctx) => {
      ctx.body = { prompts: door.runs.listPrompts() } satisfies z.infer<typeof PromptList>;
    },
  };
}
