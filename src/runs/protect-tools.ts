import type { JsonObject, JsonValue } from '../contracts/json.js';
import { ToolError } from '../core/errors.js';
import type { ServiceTool, ToolContext } from '../services/service-tool.js';
import type { Vault } from './vault.js';

export interface ToolProtection {
  vault: Vault;
  /** Takes secrets out of whatever a service answered. */
  redact: (value: JsonValue) => JsonValue;
}

/**
 * The same tools, with the one place where private values meet a service: arguments are revealed on the way out; results
 * and error texts have secrets taken out and known private values hidden on the way back.
 */
export function protectTools(
  tools: ReadonlyMap<string, ServiceTool>,
  protection: ToolProtection,
): ReadonlyMap<string, ServiceTool> {
  return new Map([...tools].map(([name, tool]) => [name, protectTool(tool, protection)]));
}

function protectTool(tool: ServiceTool, { vault, redact }: ToolProtection): ServiceTool {
  const clean = (sessionId: string, value: JsonValue): Promise<JsonValue> =>
    vault.hide(sessionId, redact(value));
  const protect = async <T extends JsonValue | undefined>(
    args: JsonObject,
    { sessionId }: ToolContext,
    act: (revealed: JsonObject) => Promise<T>,
  ): Promise<T> => {
    try {
      const result = await act(await vault.reveal(sessionId, args));
      // Texts become other texts: the shape stays.
      return result === undefined ? result : ((await clean(sessionId, result)) as T);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      const { message, choices } = await cleanWords(error, (value) => clean(sessionId, value));
      throw new ToolError(error.code, message, {
        cause: error,
        ...(error.service === undefined ? {} : { service: error.service }),
        ...(choices === undefined ? {} : { choices }),
      });
    }
  };
  return {
    ...tool,
    call: (args, context) => protect(args, context, (revealed) => tool.call(revealed, context)),
    rehearse: (args, context) => protect(args, context, (revealed) => tool.rehearse(revealed, context)),
  };
}

/** Everything in a failure that a service may have written. */
async function cleanWords(
  { message, choices }: ToolError,
  clean: (value: JsonValue) => Promise<JsonValue>,
): Promise<Pick<ToolError, 'message' | 'choices'>> {
  const cleanText = async (text: string): Promise<string> => String(await clean(text));
  return {
    message: await cleanText(message),
    choices:
      choices === undefined
        ? undefined
        : await Promise.all(
            choices.map(async ({ label, value }) => ({
              label: await cleanText(label),
              value: await cleanText(value),
            })),
          ),
  };
}
