import type { Finding, Scorer } from './scorer.js';
import { holds } from './text-test.js';

/** What the turn was given to remember, what it leaves to remember, and what is forgotten with it. */
export const memory: Scorer = {
  name: 'memory',
  judge({ recalls, remembers, forgets }, { recalled, remembered, forgotten }) {
    if (recalls === undefined && remembers === undefined && forgets === undefined) return undefined;
    return [
      ...judgeTexts('the memories it is given', recalls, recalled),
      ...judgeTexts('what is remembered after it', remembers, remembered),
      ...judgeTexts('what is forgotten after it', forgets, forgotten),
    ];
  },
};

/** Each text by one test, in any order. */
function judgeTexts(
  what: string,
  expected: readonly string[] | undefined,
  got: readonly string[],
): Finding[] {
  if (expected === undefined) return [];
  const rest = [...got];
  const missing = expected.filter((test) => {
    const at = rest.findIndex((text) => holds(text, test));
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  if (missing.length === 0 && rest.length === 0) return [];
  return [{ what, expected: [...expected], got: [...got] }];
}
