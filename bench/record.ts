import type { JsonObject, JsonValue } from '../src/contracts/json.js';
import { Mode } from '../src/contracts/mode.js';
import { canonicalJson, uuidv7 } from '../src/core/ids.js';
import { checkToolCall } from '../src/policy/tool-policy.js';
import { createSandbox } from '../src/sandbox/app.js';
import { createServices } from '../src/services/services.js';
import { createBareGraph } from './bare-graph.js';
import { MESSAGES, USER_ID } from './messages.js';
import type { Recording } from './recording.js';

const TIMEOUT_MS = 5_000;

/** What the gate asks on its own before a checkout, which the bare graph has not. */
const ASKED_BY_GATE = { tool: 'catalog.list', args: { query: 'nebula-skin', pick: true } };

/** Has every message answered once by a fresh sandbox, over HTTP, and keeps what it said. Throws where a tool fails. */
export async function recordAnswers(seed: number): Promise<Recording> {
  const sandbox = createSandbox({ seed });
  const { url, close } = await sandbox.listen(0);
  const { tools } = createServices({ baseUrls: sandbox.urls(url), timeoutMs: TIMEOUT_MS });
  const recording: Recording = { calls: [], replies: [] };
  const call = async (name: string, given: JsonObject): Promise<JsonValue> => {
    const { tool, args } = checkToolCall({ tool: name, args: given }, tools);
    const about = { userId: USER_ID, sessionId: 'bench', runId: 'bench', idempotencyKey: uuidv7() };
    const result = await tool.call(args, { ...about, signal: AbortSignal.timeout(TIMEOUT_MS) });
    recording.calls.push({ tool: name, args: canonicalJson(args), result });
    return result;
  };
  const graph = createBareGraph(tools, async (step, args) => ({
    state: 'done',
    result: await call(step.tool, args),
  }));
  try {
    await call(ASKED_BY_GATE.tool, ASKED_BY_GATE.args);
    for (const mode of Mode.options) {
      for (const message of MESSAGES[mode]) {
        sandbox.reset();
        recording.replies.push({ mode, message, reply: await graph(mode, message) });
      }
    }
    return recording;
  } finally {
    await close();
  }
}
