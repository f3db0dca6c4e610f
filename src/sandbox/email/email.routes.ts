import { Router } from '@koa/router';
import { z } from 'zod';
import { actingUser } from '../http/acting-user.js';
import { readBody, readQuery } from '../http/read-input.js';
import type { AnswerWrite } from '../ledger/answer-write.js';
import type { UserDirectory } from '../users.js';
import type { EmailState } from './email.state.js';

const Mail = z.strictObject({
  to: z.email(),
  subject: z.string().trim().min(1).max(500),
  body: z.string().min(1).max(10_000),
  user: z.string().max(128).optional(),
});
const InboxQuery = z.object({ user: z.string().max(128).optional() });

export interface EmailDeps {
  state: EmailState;
  users: UserDirectory;
  answerWrite: AnswerWrite;
}

export function createEmailRoutes({ state, users, answerWrite }: EmailDeps): Router {
  const router = new Router({ prefix: '/email' });
  router.post('/send', (ctx) => {
    const { user: named, ...draft } = readBody(ctx, Mail);
    const user = actingUser(ctx, users, named);
    answerWrite(ctx, { service: 'email', operation: 'email.send', user }, () => state.send(user, draft));
  });
  router.get('/messages', (ctx) => {
    const { user } = readQuery(ctx, InboxQuery);
    ctx.body = { messages: state.inboxOf(actingUser(ctx, users, user)) };
  });
  return router;
}
