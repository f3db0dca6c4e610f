import { ActionRequest, ActionResult } from '../../contracts/action.js';
import type { JsonObject } from '../../contracts/json.js';
import { AppError } from '../../core/errors.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { assertAccepting } from '../accept-request.js';
import type { Door } from '../deps.js';
import { assertScope, callerOf, scopesOf } from '../identity.js';
import { modesOf } from '../modes-of.js';
import type { Route } from '../route.js';
import { fieldErrors, parse } from '../validate.js';

/** Runs one tool for a person through the same gate as a plan's steps. A write needs `copilot.exec`. */
export function createPostAction(door: Door): Route {
  return {
    method: 'POST',
    path: '/actions',
    summary: 'Run one tool',
    body: ActionRequest,
    answers: [{ schema: ActionResult }],
    problems: ['unknown_mode', 'forbidden', 'not_found', 'stopping'],
    handle: async (ctx) => {
      assertAccepting(door);
      const request = parse(ActionRequest, ctx.request.body ?? {});
      const tool = findTool(door, request.tool);
      assertScope(scopesOf(ctx.req), tool.effect === 'write' ? 'copilot.exec' : 'copilot.read');
      assertArgs(tool, request.args);
      const mode = request.mode ?? modesOf(tool.name, door.allowedTools)[0];
      if (mode === undefined) throw new AppError('forbidden', `No mode may use ${tool.name}.`);
      const userId = callerOf(request.user_id, door.config.anonymousUser);

      const gone = new AbortController();
      ctx.res.once('close', () => gone.abort());
      const { args, dry_run: dryRun } = request;
      const call = { tool: tool.name, args, mode, userId, dryRun, signal: gone.signal };
      const result = await door.runs.callTool(call);

      ctx.body = { result, ...(dryRun ? { dry_run: true } : {}) } satisfies ActionResult;
    },
  };
}

function findTool(door: Door, name: string): ServiceTool {
  const tool = door.services.tools.get(name);
  if (tool === undefined)
    throw new AppError('not_found', `There is no tool ${JSON.stringify(name)}; GET /actions lists them.`);
  return tool;
}

function assertArgs(tool: ServiceTool, args: JsonObject): void {
  const parsed = tool.args.safeParse(args);
  if (parsed.success) return;
  const errors = fieldErrors(parsed.error, ['args']);
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid_field', detail, { details: { errors } });
}
