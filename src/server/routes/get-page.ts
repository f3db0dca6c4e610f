import type { Context } from 'koa';
import { homePage } from '../../console/pages/home.page.js';
import { toolsPage } from '../../console/pages/tools.page.js';
import type { ConsoleFiles } from '../console-files.js';
import type { Door } from '../deps.js';
import { RunParams } from '../params.js';
import { prefixOf } from '../prefix.js';
import type { Route } from '../route.js';
import { pagePolicy } from '../security-headers.js';

const PLAIN_PAGES = [
  { path: '/', summary: 'The home page', page: homePage },
  { path: '/tools', summary: 'The tools page', page: toolsPage },
];

const CONSOLE_PAGES = [
  { path: '/chat', summary: 'The chat page: conversations, and the one that is had' },
  { path: '/graph', summary: 'The graph page: the state graph of a mode, and the runs to look at' },
  { path: '/graph/runs/:id', summary: 'One run in its graph', params: RunParams },
];

export function createPageRoutes(door: Door, files: ConsoleFiles): Route[] {
  const policy = pagePolicy(door.config.allowedOrigins);
  const send = (ctx: Context, html: string): void => {
    ctx.set('content-security-policy', policy);
    ctx.vary('X-Forwarded-Prefix');
    ctx.type = 'html';
    ctx.body = html;
  };
  const answers: Route['answers'] = [{ mediaType: 'text/html' }];
  const plain: Route[] = PLAIN_PAGES.map(({ page, ...route }) => ({
    ...route,
    method: 'GET',
    answers,
    handle: (ctx) => send(ctx, page(prefixOf(ctx))),
  }));
  const built: Route[] = CONSOLE_PAGES.map((route) => ({
    ...route,
    method: 'GET',
    answers,
    handle: async (ctx) => send(ctx, await files.page(baseOf(ctx))),
  }));
  return [...plain, ...built];
}

/** Where relative addresses lead from: the proxy's word for it, else as many folders up as the page lies deep. */
function baseOf(ctx: Context): string {
  const prefix = prefixOf(ctx);
  return prefix === '' ? '../'.repeat(ctx.path.split('/').length - 2) : `${prefix}/`;
}
