import type { Context } from 'koa';
import type { ConsoleFiles } from '../console-files.js';
import type { Door } from '../deps.js';
import { MatchParams, RunParams } from '../params.js';
import { prefixOf } from '../prefix.js';
import type { Route } from '../route.js';
import { pagePolicy } from '../security-headers.js';

const PAGES = [
  { path: '/', summary: 'The home page: the services, and what to ask them' },
  { path: '/chat', summary: 'The chat page: conversations, and the one that is had' },
  { path: '/graph', summary: 'The graph page: the state graph of a mode, and the runs to look at' },
  { path: '/graph/runs/:id', summary: 'One run in its graph', params: RunParams },
  { path: '/game', summary: 'The matches page' },
  { path: '/game/matches/:id', summary: 'One match on a time axis', params: MatchParams },
  { path: '/tools', summary: 'The tools page: the services with their tools, which can be run' },
  { path: '/evals', summary: 'The evals page' },
  { path: '/ops', summary: 'The operations page' },
];

export function createPageRoutes(door: Door, files: ConsoleFiles): Route[] {
  const policy = pagePolicy(door.config.allowedOrigins);
  return PAGES.map((route) => ({
    ...route,
    method: 'GET',
    answers: [{ mediaType: 'text/html' }],
    handle: async (ctx) => {
      const html = await files.page(baseOf(ctx));
      ctx.set('content-security-policy', policy);
      ctx.vary('X-Forwarded-Prefix');
      ctx.type = 'html';
      ctx.body = html;
    },
  }));
}

/** Where relative addresses lead from: the proxy's word for it, else as many folders up as the page lies deep. */
function baseOf(ctx: Context): string {
  const prefix = prefixOf(ctx);
  return prefix === '' ? '../'.repeat(ctx.path.split('/').length - 2) : `${prefix}/`;
}
