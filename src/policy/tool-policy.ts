import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import type { ServiceTool } from '../services/service-tool.js';
import { RefusedError } from './refused-error.js';

/**
 * The first check of every tool call: the tool must be on the mode's allow-list (`allowed`), and its arguments must be exactly
 * what its schema says. Gives the tool and its parsed arguments; throws `RefusedError` (`forbidden`, `invalid`).
 */
export function checkToolCall(
  call: { tool: string; args: JsonObject },
  allowed: ReadonlyMap<string, ServiceTool>,
): { tool: ServiceTool; args: JsonObject } {
  const tool = allowed.get(call.tool);
  if (tool === undefined) {
    throw new RefusedError(['not_allowed'], `The tool ${call.tool} may not be used here.`);
  }
  const parsed = tool.args.safeParse(call.args);
  if (!parsed.success) {
    const faults = describe(parsed.error);
    throw new RefusedError(
      ['invalid_arguments'],
      `${call.tool} was called with arguments that do not fit: ${faults}`,
      { code: 'invalid', service: tool.service },
    );
  }
  return { tool, args: parsed.data as JsonObject };
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`)
    .join('; ');
}
