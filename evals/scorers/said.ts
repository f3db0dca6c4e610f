import type { Finding, Scorer } from './scorer.js';
import { holds } from './text-test.js';

/** What the text must say, and what it must never say: in the reply, and in anything that was streamed before it. */
export const said: Scorer = {
  name: 'said',
  judge({ says, never_says: never }, turn) {
    if (says === undefined && never === undefined) return undefined;
    const text = turn.reply?.text ?? '';
    const streamed = turn.events
      .flatMap((event) => (event.type === 'text.delta' ? [event.text] : []))
      .join('');
    const missing = (says ?? []).filter((test) => !holds(text, test));
    const wrong = (never ?? []).filter((test) => holds(text, test) || holds(streamed, test));
    return [
      ...missing.map((test): Finding => ({ what: 'something that must be said', expected: test, got: text })),
      ...wrong.map((test): Finding => ({
        what: 'something that must never be said',
        expected: { not: test },
        got: text,
      })),
    ];
  },
};
