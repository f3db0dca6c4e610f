import type { KindOfClaim } from './claim-kind.js';
import { KINDS_OF_MONEY } from './claim-kinds-of-money.js';
import { KINDS_OF_WORDS } from './claim-kinds-of-words.js';
import { ADVERBS, anyOf, BE } from './claim-words.js';

/** Everything a reply can claim. */
export const CLAIM_KINDS: readonly KindOfClaim[] = [...KINDS_OF_MONEY, ...KINDS_OF_WORDS];

const THAT = '(?:it|that|this|they|everything|all|both)';

/** "Done!", "All set.", "That went through." */
export const DONE_PHRASES: readonly RegExp[] = [
  /^(?:(?:yes|ok|okay|great|perfect|and|so|it|that|this|everything|all|both|of)\b ?)*(?:(?:is|are|'s|was|were|has been|have been)(?: now| all| both)? )?(?:done|all set|finished|completed?|sorted(?: out)?|taken care of|handled|mission accomplished|successful|settled)\b/,
  /^(?:approved|confirmed|processed)$/,
  anyOf(
    `${THAT}(?:'s| is| are| has been| have been| was| were)${ADVERBS} (?:done|all set|finished|completed?|sorted|taken care of|handled|settled|through)`,
    `(?:i|we)(?:'ve| have)?${ADVERBS} (?:done|did|completed|finished|handled|processed|taken care of|took care of|sorted|carried out|fulfilled) (?:${THAT}|so|your request|what you asked|as you asked)`,
    '(?:went|gone) through',
    `(?:was|were|is|are)${ADVERBS} (?:successful|a success)`,
    `(?:request|task|action|transaction)s? ${BE} (?:done|completed?|processed|fulfilled|handled|carried out|executed|settled)`,
    'succeeded',
  ),
  /[✅✔☑]/u,
];
