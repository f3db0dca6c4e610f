import { z } from 'zod';
import { JsonObject } from '../../contracts/json.js';
import { Mode, ServiceName } from '../../contracts/mode.js';
import type { ServiceTool } from '../../services/service-tool.js';
import type { Door } from '../deps.js';
import { createHealthCache } from '../health-cache.js';
import { modesOf } from '../modes-of.js';
import type { Route } from '../route.js';

const Action = z.object({
  name: z.string(),
  service: ServiceName,
  effect: z.enum(['read', 'write']),
  description: z.string(),
  /** A request in words that leads to this tool. */
  example: z.string(),
  modes: z.array(Mode),
  /** JSON Schema of the arguments. */
  args: JsonObject,
});
type Action = z.infer<typeof Action>;

const Health = z.object({ reachable: z.boolean(), breaker: z.enum(['closed', 'open', 'half_open']) });
const Actions = z.object({ actions: z.array(Action), services: z.partialRecord(ServiceName, Health) });

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
      ctx.body = { actions, services: await health() } satisfies z.infer<typeof Actions>;
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
