const YES = new Set(
  'yes|y|yep|yeah|yup|ok|okay|sure|go ahead|do it|yes please|yes pls|yes plz|please do|confirm|confirmed|approve|approved|yes go ahead|yes do it'.split(
    '|',
  ),
);
const NO = new Set(
  "no|n|nope|nah|no thanks|no thank you|don't|dont|do not|cancel|cancel it|decline|stop|never mind|nevermind|forget it|no don't".split(
    '|',
  ),
);

/** What a whole message that is nothing but a yes or a no says; undefined for any other: a quoted or doubtful yes is none. */
export function readYesOrNo(text: string): 'approve' | 'decline' | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();
  if (!/^[a-z' ,.!]+$/.test(plain)) return undefined;
  return decisionOf(plain.replace(/[ ,.!]+/g, ' ').trim());
}

/** A yes or a no with the words that say to what: "yes to the mug", "no to the second one"; undefined for any other message. */
export function readYesOrNoTo(text: string): { decision: 'approve' | 'decline'; to: string[] } | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();
  const { answer = '', to = '' } = NAMED.exec(plain)?.groups ?? {};
  const decision = decisionOf(answer.replace(/[ ,]+/g, ' ').trim());
  return decision === undefined
    ? undefined
    : { decision, to: to.split(/[^a-z0-9]+/).filter((word) => !FILLERS.has(word)) };
}

const NAMED =
  /^(?<answer>[a-z' ,]{1,24}?)(?:,? (?:to|for) |,? (?=(?:the )?(?:first|second|third|last)\b))(?<to>[a-z0-9' -]{1,80})[.!]?$/;
const FILLERS: ReadonlySet<string> = new Set(['', 'the', 'one', 'my', 'a', 'of', 'please']);

function decisionOf(words: string): 'approve' | 'decline' | undefined {
  if (YES.has(words)) return 'approve';
  return NO.has(words) ? 'decline' : undefined;
}
