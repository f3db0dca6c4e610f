import { ChatRequest, ChatResponse } from '../../contracts/chat.js';
import { toAcceptRequest } from '../accept-request.js';
import type { Door } from '../deps.js';
import { scopesOf } from '../identity.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';
import { waitForReply } from '../wait-for-reply.js';

export function createPostChat(door: Door): Route {
  return {
    method: 'POST',
    path: '/chat',
    summary: 'Say something and wait for the reply',
    scope: 'copilot.read',
    body: ChatRequest,
    answers: [{ schema: ChatResponse }],
    problems: [
      'unknown_mode',
      'empty_message',
      'session_busy',
      'session_mode_mismatch',
      'queue_full',
      'stopping',
    ],
    handle: async (ctx) => {
      const chat = parse(ChatRequest, ctx.request.body ?? {});
      const accepted = await door.runs.accept(toAcceptRequest(chat, door, scopesOf(ctx.req)));
      ctx.body = await waitForReply(ctx, door.runs, accepted);
    },
  };
}
