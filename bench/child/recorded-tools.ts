import { setTimeout as sleep } from 'node:timers/promises';
import { createServices, type Services } from '../../src/services/services.js';
import type { ServiceTool } from '../../src/services/service-tool.js';
import type { Answer } from '../recording.js';

const NOWHERE = 'http://127.0.0.1:9';
const UNUSED = {
  email: NOWHERE,
  commerce: NOWHERE,
  rag: NOWHERE,
  xengine: NOWHERE,
  game: NOWHERE,
  social: NOWHERE,
  sports: NOWHERE,
};

export interface RecordedTools extends Services {
  /** From now on every call takes `delayMs`, and `onCall` is told of it. */
  slowDown(delayMs: number, onCall: (runId: string) => void): void;
  /** Calls are answered at once again. */
  speedUp(): void;
}

/** The tools of the seven services with their schemas, answering as recorded in the place of a call. */
export function createRecordedTools(answer: Answer): RecordedTools {
  const services = createServices({ baseUrls: UNUSED, timeoutMs: 1_000 });
  let slow: { delayMs: number; onCall: (runId: string) => void } | undefined;
  const record = (tool: ServiceTool): ServiceTool => ({
    ...tool,
    async call(args, context) {
      slow?.onCall(context.runId);
      if (slow !== undefined) await sleep(slow.delayMs);
      return answer(tool.name, args);
    },
  });
  return {
    ...services,
    tools: new Map([...services.tools].map(([name, tool]) => [name, record(tool)])),
    slowDown: (delayMs, onCall) => {
      slow = { delayMs, onCall };
    },
    speedUp: () => {
      slow = undefined;
    },
  };
}
