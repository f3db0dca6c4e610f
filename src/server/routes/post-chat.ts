import { ChatRequest, ChatResponse } from '../../contracts/chat.js';
import { toAcceptRequest } from '../accept-request.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

/** Waits for the reply. A caller that goes away stops waiting, not the run: `X-Run-Id` finds it again. */
export function createPostChat(door: Door): Route {
  return {
    method: 'POST',
    path: '/chat',
    summary: 'Say something and wait for the reply',
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
      const request = toAcceptRequest(parse(ChatRequest, ctx.request.body ?? {}), door);

      const { runId, sessionId } = await door.runs.accept(request);
      ctx.set('x-run-id', runId);
      ctx.req.socket.setTimeout(0);
      const waiting = new AbortController();
      ctx.res.once('close', () => waiting.abort());
      const reply = await door.runs.result(runId, waiting.signal);

      ctx.body = { reply, session_id: sessionId, run_id: runId } satisfies ChatResponse;
    },
  };
}
