import { ChatRequest } from '../../contracts/chat.js';
import { toAcceptRequest } from '../accept-request.js';
import { resumeChatStream, startChatStream } from '../chat-stream.js';
import type { Door } from '../deps.js';
import { lastPlace } from '../event-id.js';
import { callerOf, scopesOf } from '../identity.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

/** As the GET, for messages too long or too private for an address. */
export function createPostChatStream(door: Door): Route {
  return {
    method: 'POST',
    path: '/chat/stream',
    summary: 'Say something and stream the run; with Last-Event-ID, continue a stream',
    scope: 'copilot.read',
    body: ChatRequest,
    answers: [{ mediaType: 'text/event-stream' }],
    problems: ['unknown_mode', 'empty_message', 'session_busy', 'queue_full', 'stopping', 'not_found'],
    handle: async (ctx) => {
      const chat = parse(ChatRequest, ctx.request.body ?? {});
      const place = lastPlace(ctx);
      if (place === undefined)
        await startChatStream(ctx, door, toAcceptRequest(chat, door, scopesOf(ctx.req)));
      else await resumeChatStream(ctx, door, place, callerOf(chat.user_id, door.config.anonymousUser));
    },
  };
}
