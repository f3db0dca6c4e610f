import { z } from 'zod';
import { CallerId, ChatRequest } from '../../contracts/chat.js';
import { toAcceptRequest } from '../accept-request.js';
import { resumeChatStream, startChatStream } from '../chat-stream.js';
import type { Door } from '../deps.js';
import { lastPlace } from '../event-id.js';
import { callerOfQuery, scopesOf } from '../identity.js';
import { assertTrustedOrigin } from '../origin.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

/** `q` is the message; `last_event_id` is for readers that cannot set the header. */
const ChatStreamQuery = ChatRequest.omit({ message: true }).extend({
  q: z.string(),
  session_id: CallerId.optional(),
  user_id: CallerId.optional(),
  dry_run: z.enum(['true', 'false']).default('false'),
  last_event_id: z.string().optional(),
});

/** The seed's stream. It starts a run although it is a GET, so a page of another site may not ask for it. */
export function createGetChatStream(door: Door): Route {
  return {
    method: 'GET',
    path: '/chat/stream',
    summary: 'Say something and stream the run; with Last-Event-ID, continue a stream',
    scope: 'copilot.read',
    query: ChatStreamQuery,
    answers: [{ mediaType: 'text/event-stream' }],
    problems: [
      'unknown_mode',
      'empty_message',
      'session_busy',
      'queue_full',
      'stopping',
      'forbidden',
      'not_found',
    ],
    handle: async (ctx) => {
      assertTrustedOrigin(ctx, door.config.allowedOrigins);
      const place = lastPlace(ctx);
      if (place !== undefined) {
        await resumeChatStream(ctx, door, place, callerOfQuery(ctx, door.config.anonymousUser));
        return;
      }
      const { q, dry_run: dry, ...rest } = parse(ChatStreamQuery, ctx.query);
      const chat = { ...rest, message: q, dry_run: dry === 'true' };
      await startChatStream(ctx, door, toAcceptRequest(chat, door, scopesOf(ctx.req)));
    },
  };
}
