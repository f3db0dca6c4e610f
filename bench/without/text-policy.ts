import type { Reply } from '../../src/contracts/chat.js';
import type { JsonObject, JsonValue } from '../../src/contracts/json.js';
import type { protectInput as protect } from '../../src/policy/input-policy.js';
import type { CheckedReply } from '../../src/policy/reply-policy.js';
import type { RedactedValue } from '../../src/policy/text/redact-deep.js';
import type { Redacted } from '../../src/policy/text/redact.js';
import type { createVoice as create } from '../../src/runs/voice.js';

// Text as it comes, nothing looked for: what the service would do without its text policy.

export { InputFindings } from '../../src/policy/input-policy.js';

export const protectInput: typeof protect = (text) => ({
  text,
  privateValues: [],
  findings: { policy_version: 'none', findings: [], removed: {}, failed: false },
});

export const cleanReplyText = (text: string): string => text;
export const checkReply = (reply: Reply): CheckedReply => ({ reply, reasons: [] });
export const redactText = (text: string): Redacted => ({ text, removed: {} });
export const redactDeep = (value: JsonValue): RedactedValue => ({ value, removed: {} });
export const redactPayload = (payload: JsonObject): JsonObject => payload;

export const createVoice: typeof create = (emit) => {
  let index = 0;
  return { say: (piece) => emit(piece, index++), end: () => undefined };
};
