import { buildOpenApi } from '../openapi.js';
import { prefixOf } from '../prefix.js';
import type { Route } from '../route.js';

/** `routes` is asked at the first request, when the list that holds this route too is complete. */
export function createGetOpenApi(routes: () => readonly Route[]): Route {
  let document: Record<string, unknown> | undefined;
  return {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    answers: [{ mediaType: 'application/json' }],
    handle: (ctx) => {
      document ??= buildOpenApi(routes());
      ctx.body = { ...document, servers: [{ url: `${prefixOf(ctx)}/` }] };
    },
  };
}
