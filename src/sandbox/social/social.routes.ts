import { Router } from '@koa/router';
import { z } from 'zod';
import { actingUser } from '../http/acting-user.js';
import { readBody, readQuery } from '../http/read-input.js';
import type { AnswerWrite } from '../ledger/answer-write.js';
import type { UserDirectory } from '../users.js';
import type { SocialState } from './social.state.js';

const PostsQuery = z.object({ q: z.string().trim().min(1).max(500).optional() });
const NewPost = z.strictObject({
  text: z.string().trim().min(1).max(500),
  author: z.string().max(128).optional(),
});

export interface SocialDeps {
  state: SocialState;
  users: UserDirectory;
  answerWrite: AnswerWrite;
}

export function createSocialRoutes({ state, users, answerWrite }: SocialDeps): Router {
  const router = new Router({ prefix: '/social' });
  router.get('/trending', (ctx) => {
    ctx.body = { topics: state.trending() };
  });
  router.get('/posts', (ctx) => {
    ctx.body = { posts: state.search(readQuery(ctx, PostsQuery).q) };
  });
  router.post('/posts', (ctx) => {
    const { text, author } = readBody(ctx, NewPost);
    const user = actingUser(ctx, users, author);
    const handle = users.find(user)?.handle ?? user;
    const write = { service: 'social', operation: 'social.post', user } as const;
    answerWrite(ctx, write, () => state.publish(handle, text));
  });
  return router;
}
