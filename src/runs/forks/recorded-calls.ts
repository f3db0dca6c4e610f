import { isDeepStrictEqual } from 'node:util';
import type { StepResult } from '../../../graphs/state.js';
import type { JsonObject } from '../../contracts/json.js';
import type { PlanStep } from '../../contracts/plan.js';
import type { RunEvent, RunEventBody } from '../../contracts/run-event.js';
import { checkToolCall } from '../../policy/tool-policy.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { endOfCall } from './past-of.js';

/** The calls that a fork takes from its parent in place of making them. */
export interface RecordedCalls {
  /** What the same call came to, put on the log as taken from the record; undefined where it has to be made. */
  take(step: PlanStep, args: JsonObject): StepResult | undefined;
}

/** An answer on record stands for the same question only: where an edit changes what is asked, it is asked anew. */
export function createRecordedCalls(
  past: readonly RunEvent[],
  tools: ReadonlyMap<string, ServiceTool>,
  emit: (event: RunEventBody) => void,
): RecordedCalls {
  return {
    take(step, args) {
      const started = past.find((event) => event.type === 'tool.started' && event.step_id === step.id);
      const end = endOfCall(past, step.id);
      if (started?.type !== 'tool.started' || end === undefined) return undefined;
      if (started.tool !== step.tool || !isSameCall(started, args, tools)) return undefined;
      for (const event of [started, end]) emit(asReplayed(event));
      return end.type === 'tool.finished'
        ? { state: 'done', result: end.result }
        : { state: 'failed', error: end.error };
    },
  };
}

/** Arguments are on record as their schema reads them. */
function isSameCall(
  { tool, args: recorded }: { tool: string; args: JsonObject },
  args: JsonObject,
  tools: ReadonlyMap<string, ServiceTool>,
): boolean {
  try {
    return isDeepStrictEqual(checkToolCall({ tool, args }, tools).args, recorded);
  } catch {
    // What may not be called is refused where it is called.
    return false;
  }
}

type Replayable = Extract<RunEvent, { type: 'tool.started' | 'tool.finished' | 'tool.failed' }>;

/** The same fact on another run's log, marked. */
function asReplayed(event: Replayable): RunEventBody {
  const { seq: _seq, run_id: _run, session_id: _session, at: _at, ...body } = event;
  return { ...body, replayed: true };
}
