import type { Reply } from '../contracts/chat.js';
import type { AllowedHosts } from './text/link-targets.js';
import { cleanOutput } from './text/output.js';
import { redactText } from './text/redact.js';

// Terminal escape sequences, control characters but newline and tab, and the marks that turn the reading direction.
// oxlint-disable no-control-regex
const UNSAFE =
  /\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
// oxlint-enable no-control-regex

/** A longer reply is cut, with a mark that it was. */
const MAX_REPLY_LENGTH = 16_000;

/**
 * Text that is safe to show in a page or a terminal, also where it comes piece by piece: an escape sequence that is cut in
 * two loses its escape character, and the rest of it is read as plain text.
 */
export function cleanReplyText(text: string): string {
  return text.replace(UNSAFE, '');
}

export interface CheckedReply {
  reply: Reply;
  /** What was changed; [] where the reply passed as it was. */
  reasons: string[];
}

/**
 * The last look at a reply before anybody sees it: never empty, never endless, no control
 * characters, no secrets, no markup, no links but to `hosts`.
 */
export function checkReply(reply: Reply, hosts: AllowedHosts): CheckedReply {
  const reasons: string[] = [];
  const cleaned = cleanReplyText(reply.text);
  if (cleaned !== reply.text) reasons.push('control_characters');
  const redacted = redactText(cleaned).text;
  if (redacted !== cleaned) reasons.push('secret');
  let { text } = cleanOutput(redacted, hosts);
  if (text !== redacted) reasons.push('markup');
  if (text.length > MAX_REPLY_LENGTH) {
    reasons.push('too_long');
    text = `${text.slice(0, MAX_REPLY_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
  }
  if (text.trim() === '') {
    reasons.push('empty');
    text = 'I have no good answer to that. Could you say it in other words?';
  }
  return { reply: reasons.length === 0 ? reply : { ...reply, text }, reasons };
}
