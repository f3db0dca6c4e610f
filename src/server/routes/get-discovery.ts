import { ServiceDocument } from '../../contracts/discovery.js';
import type { Door } from '../deps.js';
import { prefixOf } from '../prefix.js';
import type { Route } from '../route.js';

/** What Helm reads to draw our tile. The fields and their order are the seed's. */
export function createGetDiscovery(door: Door): Route {
  return {
    method: 'GET',
    path: '/.veze/service.json',
    summary: 'What this service is, for Helm',
    answers: [{ schema: ServiceDocument }],
    handle: async (ctx) => {
      const prefix = prefixOf(ctx);
      const { ready } = await door.isReady();
      ctx.body = {
        name: 'VEZEPyCopilotVe1',
        category: 'copilot',
        status: ready && !door.lifecycle.stopping() ? 'green' : 'yellow',
        routes: [
          { label: 'Copilot', href: `${prefix}/chat` },
          { label: 'Tools', href: `${prefix}/tools` },
        ],
        scopes: ['copilot.read', 'copilot.exec'],
        events: ['copilot.task.created', 'copilot.action.executed', 'copilot.game.plan'],
      } satisfies ServiceDocument;
    },
  };
}
