import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { StepError } from '../contracts/plan.js';
import { ToolError } from '../core/errors.js';
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
   * Commits the intent, then calls `send` with the key that goes upstream. A write that is known to be done gives its
   * stored result without a call; one that was sent by a dead attempt is sent again under the same key, which the
   * services answer without doing it twice. Throws `ToolError`, or `FencedError` where the run is no longer ours.
   */
  carryOut(write: Write, send: (key: string) => Promise<JsonValue>): Promise<JsonValue>;
}

export function createLedger(deps: LedgerDeps): Ledger {
  return {
    async carryOut(write, send) {
      const key = effectKey(write);
      const known = await deps.recordIntent({ key, ...write });
      if (known === undefined) throw new FencedError(`Run ${write.runId} was taken over by another attempt`);
      if (known.state === 'done' && known.result !== null) return known.result;
      if (known.state === 'failed' || known.state === 'unknown') throw settledError(known);
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

function settledError(known: KnownEffect): ToolError {
  const message = known.error?.message ?? 'It is not known whether this was carried out.';
  return new ToolError(known.state === 'unknown' ? 'unknown_outcome' : 'conflict', message);
}

/** The same for the same step of the same run with the same arguments, in every attempt. */
function effectKey(write: Write): string {
  return hashOf(write.sessionId, write.runId, write.stepId, write.tool, write.args);
}

function busPayloadOf(write: Write): JsonObject {
  return { run_id: write.runId, session_id: write.sessionId, user_id: write.userId, tool: write.tool };
}
