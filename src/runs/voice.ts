import type { RunContext } from '../../graphs/run-context.js';
import { cleanReplyText } from '../policy/reply-policy.js';
import { createHoldBack } from '../policy/text/hold-back.js';
import type { AllowedHosts } from '../policy/text/link-targets.js';
import { createOutputCleaner } from '../policy/text/output.js';

/** Speaks a reply piece by piece; what could be part of a secret, or of a link, is held back until it is known. */
export function createVoice(
  emit: (text: string, index: number) => void,
  hosts: AllowedHosts,
): RunContext['voice'] {
  let index = 0;
  let holdBack = createHoldBack();
  let cleaner = createOutputCleaner(hosts);
  const speak = (text: string): void => {
    if (text === '') return;
    emit(text, index);
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
