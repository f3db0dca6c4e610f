import type { RunContext } from '../../graphs/run-context.js';
import { cleanReplyText } from '../policy/reply-policy.js';
import { createHoldBack } from '../policy/text/hold-back.js';
import type { AllowedHosts } from '../policy/text/link-targets.js';
import { createOutputCleaner } from '../policy/text/output.js';

/**
 * Speaks a reply piece by piece; what could be part of a secret, or of a link, is held back until it is known. `said` are the
 * pieces that an earlier attempt of the run has spoken: where the same text comes again, however it is cut, only what goes
 * beyond them is new.
 */
export function createVoice(
  emit: (text: string, index: number) => void,
  hosts: AllowedHosts,
  said: readonly string[] = [],
): RunContext['voice'] {
  let index = said.length;
  let owed = said.join('');
  let holdBack = createHoldBack();
  let cleaner = createOutputCleaner(hosts);
  const speak = (text: string): void => {
    const known = sharedLength(owed, text);
    // What differs from what was said is said after it, for readers have it already.
    owed = known < text.length ? '' : owed.slice(known);
    if (known === text.length) return;
    emit(text.slice(known), index);
    index += 1;
  };
  return {
    say: (piece) => speak(cleaner.push(holdBack.push(cleanReplyText(piece)))),
    end() {
      speak(cleaner.push(holdBack.end()) + cleaner.end());
      holdBack = createHoldBack();
      cleaner = createOutputCleaner(hosts);
    },
  };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
