import type { Context } from 'koa';
import type { ChatResponse } from '../contracts/chat.js';
import type { Accepted, Runs } from '../runs/runs.js';

/** Waits for the reply of a run. A caller that goes away stops waiting, not the run: `X-Run-Id` finds it again. */
export async function waitForReply(ctx: Context, runs: Runs, accepted: Accepted): Promise<ChatResponse> {
  const { runId, sessionId } = accepted;
  ctx.set('x-run-id', runId);
  ctx.req.socket.setTimeout(0);
  const waiting = new AbortController();
  ctx.res.once('close', () => waiting.abort());
  const reply = await runs.result(runId, waiting.signal);
  return { reply, session_id: sessionId, run_id: runId };
}
