import { z } from 'zod';
import { Actions, type Action } from '../../contracts/action.js';
import { JsonObject } from '../../contracts/json.js';
import type { ServiceTool } from '../../services/service-tool.js';
import type { Door } from '../deps.js';
import { createHealthCache } from '../health-cache.js';
import { modesOf } from '../modes-of.js';
import type { Route } from '../route.js';

/** The tools are described once; only the health of their services is asked for anew. */
export function createGetActions(door: Door): Route {
  const actions = [...door.services.tools.values()].map((tool) => describe(tool, door));
  const health = createHealthCache(door.services, door.logger);
  return {
    method: 'GET',
    path: '/actions',
    summary: 'Every tool with its arguments, and how its service is',
    answers: [{ schema: Actions }],
    handle: async (ctx) => {
      ctx.body = { actions, services: await health() } satisfies Actions;
    },
  };
}

function describe(tool: ServiceTool, door: Door): Action {
  const { name, service, effect, description, example } = tool;
  const args = z.toJSONSchema(tool.args, { io: 'input' });
  return {
    name,
    service,
    effect,
    description,
    example,
    modes: modesOf(name, door.allowedTools),
    args: JsonObject.parse(args),
  };
}
