import type { RunContext } from '../../graphs/run-context.js';
import { cleanReplyText } from '../policy/reply-policy.js';
import { createHoldBack } from '../policy/text/hold-back.js';

/** Speaks a reply piece by piece; what could be part of a secret is held back until it is known not to be one. */
export function createVoice(emit: (text: string, index: number) => void): RunContext['voice'] {
  let index = 0;
  let holdBack = createHoldBack();
  const speak = (text: string): void => {
    if (text === '') return;
    emit(text, index);
    index += 1;
  };
  return {
    say: (piece) => speak(holdBack.push(cleanReplyText(piece))),
    end() {
      speak(holdBack.end());
      holdBack = createHoldBack();
    },
  };
}
