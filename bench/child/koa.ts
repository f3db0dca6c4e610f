import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import Koa from 'koa';
import { koaBody } from 'koa-body';
import { readRecording } from './read-recording.js';
import { serve } from './serve.js';

// The first baseline: a route that parses the same request and answers the same JSON, and does nothing else.
const replies = new Map(
  readRecording().replies.map(({ mode, message, reply }) => [`${mode} ${message}`, reply]),
);
const ids = { session_id: 'bench-helm-0', run_id: '00000000-0000-7000-8000-000000000000' };

const router = new Router();
router.post('/chat', (ctx) => {
  const { mode, message } = ctx.request.body as { mode?: string; message?: string };
  ctx.body = { reply: replies.get(`${mode} ${message}`), ...ids };
});
const app = new Koa();
app.use(koaBody({ multipart: false, urlencoded: false, text: false }));
app.use(router.routes());

const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serve({ url: `http://127.0.0.1:${port}` });
});
