import type { Context } from 'koa';
import { chatPage } from '../../console/pages/chat.page.js';
import { homePage } from '../../console/pages/home.page.js';
import { toolsPage } from '../../console/pages/tools.page.js';
import type { Door } from '../deps.js';
import { prefixOf } from '../prefix.js';
import type { Route } from '../route.js';
import { pagePolicy } from '../security-headers.js';

const PAGES = [
  { path: '/', summary: 'The home page', page: homePage },
  { path: '/chat', summary: 'The chat page', page: chatPage },
  { path: '/tools', summary: 'The tools page', page: toolsPage },
];

export function createPageRoutes(door: Door): Route[] {
  const policy = pagePolicy(door.config.allowedOrigins);
  return PAGES.map(({ path, summary, page }) => ({
    method: 'GET',
    path,
    summary,
    answers: [{ mediaType: 'text/html' }],
    handle: (ctx: Context) => {
      ctx.set('content-security-policy', policy);
      ctx.vary('X-Forwarded-Prefix');
      ctx.type = 'html';
      ctx.body = page(prefixOf(ctx));
    },
  }));
}
