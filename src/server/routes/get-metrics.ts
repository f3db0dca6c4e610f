import type { Door } from '../deps.js';
import type { Route } from '../route.js';

export function createGetMetrics(door: Door): Route {
  return {
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics for Prometheus',
    answers: [{ mediaType: 'text/plain' }],
    handle: async (ctx) => {
      const { contentType, body } = await door.metrics.scrape();
      ctx.body = body;
      ctx.set('content-type', contentType);
    },
  };
}
