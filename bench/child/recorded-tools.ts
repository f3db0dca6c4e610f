import { setTimeout as sleep } from 'node:timers/promises';
import { createServices, type Services } from '../../src/services/services.js';
import type { ServiceTool } from '../../src/services/service-tool.js';
import { monotonicNow } from '../monotonic.js';
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
  /** From now on every call takes `delayMs`, and the first of each run is noted. */
  watch(delayMs: number): void;
  /** When the first tool of each run was called; calls are quick and unnoted again. */
  unwatch(): Record<string, number>;
}

/** The tools of the seven services with their schemas, answering as recorded in the place of a call. */
export function createRecordedTools(answer: Answer): RecordedTools {
  const services = createServices({ baseUrls: UNUSED, timeoutMs: 1_000 });
  let watching: { delayMs: number; firstCalls: Record<string, number> } | undefined;
  const record = (tool: ServiceTool): ServiceTool => ({
    ...tool,
    async call(args, context) {
      if (watching !== undefined) {
        watching.firstCalls[context.runId] ??= monotonicNow();
        await sleep(watching.delayMs);
      }
      return answer(tool.name, args);
    },
  });
  return {
    ...services,
    tools: new Map([...services.tools].map(([name, tool]) => [name, record(tool)])),
    watch: (delayMs) => {
      watching = { delayMs, firstCalls: {} };
    },
    unwatch: () => {
      const firstCalls = watching?.firstCalls ?? {};
      watching = undefined;
      return firstCalls;
    },
  };
}
