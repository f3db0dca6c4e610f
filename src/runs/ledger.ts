import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { StepError } from '../contracts/plan.js';
import { TOOL_ERROR_CODES, ToolError } from '../core/errors.js';
import { hashOf, uuidv7 } from '../core/ids.js';
import type { EffectIntent, KnownEffect } from '../store/effects.js';
import { FencedError } from './commit-queue.js';

export interface LedgerDeps {
  recordIntent: (intent: EffectIntent) => Promise<KnownEffect | undefined>;
  markSent: (key: string) => Promise<void>;
  markDone: (done: {
    key: string;
    result: JsonValue;
    eventId: string;
    busPayload: JsonObject;
  }) => Promise<void>;
  markNotDone: (end: { key: string; state: 'failed' | 'unknown'; error: StepError }) => Promise<void>;
}

export type Write = Omit<EffectIntent, 'key'>;

/** Carries out writes so that none is done twice, whatever dies in between. */
export interface Ledger {
  /**
   * Commits the intent, then calls `send` with the key that goes upstream. A write that is known to be done or to have
   * failed ends the same way without a call; one that an earlier attempt sent and never learned the outcome of is sent
   * again under the same key, which the services answer without doing it twice. Throws `ToolError`, or `FencedError`
   * where the run is no longer ours.
   */
  carryOut(write: Write, act: Act): Promise<JsonValue>;
}

export interface Act {
  /** The last check before anything is put on record; throws `ToolError` where the write may not be done. */
  authorise: (key: string) => Promise<void>;
  send: (key: string) => Promise<JsonValue>;
}

export function createLedger(deps: LedgerDeps): Ledger {
  return {
    async carryOut(write, { authorise, send }) {
      const key = effectKey(write);
      await authorise(key);
      const known = await deps.recordIntent({ key, ...write });
      if (known === undefined) throw new FencedError(`Run ${write.runId} was taken over by another attempt`);
      if (known.state === 'done') return known.result;
      if (known.state === 'failed') throw storedError(known.error);
      await deps.markSent(key);
      const result = await sendOnce(deps, key, send);
      await deps.markDone({ key, result, eventId: uuidv7(), busPayload: busPayloadOf(write) });
      return result;
    },
  };
}

async function sendOnce(
  deps: LedgerDeps,
  key: string,
  send: (key: string) => Promise<JsonValue>,
): Promise<JsonValue> {
  try {
    return await send(key);
  } catch (error) {
    await deps.markNotDone({ key, ...settlementOf(error) });
    throw error;
  }
}

/** Only an answer, or the certainty that nothing left, makes a write `failed`; all else is `unknown`. */
function settlementOf(error: unknown): { state: 'failed' | 'unknown'; error: StepError } {
  if (!(error instanceof ToolError)) {
    return { state: 'unknown', error: { code: 'internal', message: 'The call ended in an unexpected way.' } };
  }
  const unsure = error.code === 'unknown_outcome' || error.code === 'cancelled';
  return { state: unsure ? 'unknown' : 'failed', error: error.toStepError() };
}

function storedError(stored: StepError | null): ToolError {
  const code = TOOL_ERROR_CODES.find((known) => known === stored?.code) ?? 'conflict';
  return new ToolError(code, stored?.message ?? 'This could not be done.', {
    ...(stored?.service === undefined ? {} : { service: stored.service }),
    ...(stored?.choices === undefined ? {} : { choices: stored.choices }),
  });
}

/** The same for the same step of the same run with the same arguments, in every attempt. */
function effectKey(write: Write): string {
  return hashOf(write.sessionId, write.runId, write.stepId, write.tool, write.args);
}

function busPayloadOf(write: Write): JsonObject {
  return { run_id: write.runId, session_id: write.sessionId, user_id: write.userId, tool: write.tool };
}
