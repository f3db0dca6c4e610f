import { randomUUID } from 'node:crypto';
import type { ServiceTool } from '../../src/services/service-tool.js';
import type { EvalCase } from '../cases/eval-case.js';

/** Changes the services outside the conversation, as the person does in another window: by the tools that the copilot has. */
export async function callTools(
  tools: ReadonlyMap<string, ServiceTool>,
  calls: EvalCase['sandbox']['done'],
  user: string,
): Promise<void> {
  for (const { tool, args, user: other } of calls) {
    const found = tools.get(tool);
    if (found === undefined) throw new Error(`There is no tool ${tool} to prepare the services with`);
    await found.call(args, {
      userId: other ?? user,
      sessionId: 'outside',
      runId: 'outside',
      signal: AbortSignal.timeout(10_000),
      idempotencyKey: `outside-${randomUUID()}`,
    });
  }
}
