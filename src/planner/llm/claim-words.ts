// Parts of the patterns that claims are found by.

export const ADVERBS = String.raw`(?: (?:now|already|just|all|both|also|indeed|\w+ly))*`;
export const BE = String.raw`(?:is|are|was|were|has been|have been|had been|'s|'re|got|gets)${ADVERBS}`;
export const YOUR = String.raw`(?:your|the|a|an|that|this|my|its|her|his|their|both|all)`;

/** One pattern of several; the words are as `plainText` leaves them: lower case, single spaces. */
export function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(String.raw`\b(?:${patterns.join('|')})(?![\w-])`, 'g');
}

const DID = String.raw`(?:managed to|(?:was|were|been) able to|succeeded in|(?:i|we) (?:also )?(?:do|did)|(?:went|gone) ahead (?:with|and)|took care of|taken care of|handled|dealt with|sorted(?: out)?|completed|finished|arranged|performed|made|done|set off|triggered|kicked off)`;
const DOING = String.raw`(?:i|we)(?:'m|'re| am| are)${ADVERBS}`;

/** Base forms and nouns behind "managed to", "took care of"; "-ing" forms behind "I am". Matches the word itself. */
export function realised(bases: string, doing: string): RegExp {
  const behindDid = String.raw`(?<=\b${DID} (?:\S+ ){0,3})(?:${bases})(?![\w-])`;
  return new RegExp(String.raw`\b(?:${behindDid}|(?<=\b${DOING} )(?:${doing})(?![\w-]))`, 'g');
}
