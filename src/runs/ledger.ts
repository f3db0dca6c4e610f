import type { EffectState } from '../contracts/effect.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { ServiceName } from '../contracts/mode.js';
import type { StepError } from '../contracts/plan.js';
import { TOOL_ERROR_CODES, ToolError } from '../core/errors.js';
import { failpoint } from '../core/failpoint.js';
import { hashOf, uuidv7 } from '../core/ids.js';
import type { EffectIntent, KnownEffect } from '../store/effects.js';
import { FencedError } from './commit-queue.js';

export interface LedgerDeps {
  recordIntent: (intent: EffectIntent) => Promise<KnownEffect | undefined>;
  /** False where the write has left before and may not leave `again`, or has been settled meanwhile. */
  markSent: (key: string, again: boolean) => Promise<boolean>;
  markDone: (done: {
    key: string;
    result: JsonValue;
    eventId: string;
    busPayload: JsonObject;
  }) => Promise<void>;
  markNotDone: (end: { key: string; state: 'failed' | 'unknown'; error: StepError }) => Promise<void>;
  serviceOf: (tool: string) => ServiceName;
  /** Services that do not honour `Idempotency-Key`: what was sent to them once is never sent again. */
  unkeyed: ReadonlySet<ServiceName>;
  /** A write is now one of which nobody can say whether it was done. */
  onUnknown: (service: ServiceName) => void;
}

export type Write = Omit<EffectIntent, 'key'>;

/** Carries out writes so that none is done twice, whatever dies in between. */
export interface Ledger {
  /**
   * Commits the intent, then calls `send` with the key that goes upstream. A write that is known to be done or to have
   * failed ends the same way without a call; one that an earlier attempt sent and never learned the outcome of is sent
   * again under the same key, which the services answer without doing it twice; where a service does not, it stays
   * `unknown`. Throws `ToolError`, or `FencedError` where the run is no longer ours.
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
      const intent = { key: effectKey(write), ...write };
      await authorise(intent.key);
      failpoint('before_intent');
      return settleOrSend(deps, intent, send);
    },
  };
}

async function settleOrSend(deps: LedgerDeps, intent: EffectIntent, send: Act['send']): Promise<JsonValue> {
  const { key, tool } = intent;
  const known = await deps.recordIntent(intent);
  if (known === undefined) throw new FencedError(`Run ${intent.runId} was taken over by another attempt`);
  if (known.state === 'done') return known.result;
  if (known.state === 'failed') throw storedError(known.error);
  const again = !deps.unkeyed.has(deps.serviceOf(tool));
  if (known.state !== 'intent' && !again) throw await leaveUnknown(deps, intent, known.state);
  // Where an attempt that was given up came before us after all, what it made of it is looked at.
  if (!(await deps.markSent(key, again))) return settleOrSend(deps, intent, send);
  failpoint('intent_to_call');
  const result = await sendOnce(deps, intent, send);
  failpoint('call_to_result');
  await deps.markDone({ key, result, eventId: uuidv7(), busPayload: busPayloadOf(intent) });
  failpoint('result_to_checkpoint');
  return result;
}

async function sendOnce(
  deps: LedgerDeps,
  { key, tool }: EffectIntent,
  send: Act['send'],
): Promise<JsonValue> {
  try {
    return await send(key);
  } catch (error) {
    const settlement = settlementOf(error);
    await deps.markNotDone({ key, ...settlement });
    if (settlement.state === 'unknown') deps.onUnknown(deps.serviceOf(tool));
    throw error;
  }
}

/** Settles a write that left and of which nothing came back; gives the failure that says so. */
async function leaveUnknown(
  deps: LedgerDeps,
  { key, tool }: EffectIntent,
  state: EffectState,
): Promise<ToolError> {
  const service = deps.serviceOf(tool);
  const message = 'This may or may not have been done, and I will not do it again by myself.';
  const error = new ToolError('unknown_outcome', message, { service });
  if (state === 'unknown') return error;
  await deps.markNotDone({ key, state: 'unknown', error: error.toStepError() });
  deps.onUnknown(service);
  return error;
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
