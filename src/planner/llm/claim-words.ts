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

/** "I refund it now", but not "shall I refund it", "before I refund it". */
const NOW = String.raw`(?<!\b(?:shall|should|can|could|may|might|do|does|did|will|would|must|if|unless|once|when|before|until|till|after|as|soon as|whether|want|that) )\b(?:i|we)(?: (?:hereby|now|just|also|then|gladly|immediately))*`;

/** Base forms and nouns behind "managed to", "took care of" and "I"; "-ing" forms behind "I am". Matches the word itself. */
export function realised(bases: string, doing: string): RegExp {
  const behindDid = String.raw`(?<=\b${DID} (?:\S+ ){0,3}|${NOW} )(?:${bases})(?![\w-])`;
  return new RegExp(String.raw`\b(?:${behindDid}|(?<=\b${DOING} )(?:${doing})(?![\w-]))`, 'g');
}

const WHEN = String.raw`(?:today|tonight|tomorrow|soon|shortly|by|on (?:the |your )?(?:\w+day|\d)|within|in (?:a few|a couple|\d+|one|two|three|five) |next (?:week|month)|this (?:week|evening|afternoon))`;
/** "will be there by Friday"; not where it hangs on something else. */
export const PROMISED = String.raw`(?:will|should|'ll|shall) (?:\w+ )?(?:arrive|be|reach|land|show up|appear|clear|come|ship)(?!.*\b(?:once|if|when|after|unless|as soon as)\b)(?=.*\b${WHEN})`;
/** "You will have ... by Friday", up to what it is. */
export const YOU_WILL_HAVE = String.raw`(?:(?:you(?:'ll| will| should|'re going to| can expect to) (?:\w+ )?(?:have|get|receive|see|find))|expect)(?!.*\b(?:once|if|when|after|unless|as soon as)\b)(?=.*\b${WHEN})`;
