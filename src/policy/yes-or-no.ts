const YES = new Set(
  'yes|y|yep|yeah|yup|ok|okay|sure|go ahead|do it|yes please|yes pls|yes plz|please do|confirm|confirmed|approve|approved|yes go ahead|yes do it'.split(
    '|',
  ),
);
const NO = new Set(
  "no|n|nope|nah|no thanks|no thank you|don't|dont|do not|don't do it|don't do that|do not do it|cancel|cancel it|cancel that|cancel this|decline|stop|stop it|stop that|leave it|leave that|drop it|scratch that|not now|never mind|nevermind|forget it|i changed my mind|changed my mind|i have changed my mind|i've changed my mind".split(
    '|',
  ),
);
/** What people say around a no: "actually no, cancel that please". */
const BEFORE_NO = /^(?:(?:oh|hm+|um+|well|wait|sorry|actually|hold on|hang on|no|nope|nah) )+(?=\S)/;
const AFTER_NO =
  /(?<=\S)(?: (?:please|pls|thanks|thank you|then|now|after all|actually|for now|wait|sorry|i changed my mind|i've changed my mind))+$/;

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
  const bare = words.replace(AFTER_NO, '');
  return [words, bare, bare.replace(BEFORE_NO, '')].some((one) => NO.has(one)) ? 'decline' : undefined;
}

/** Takes back what was asked about, and goes on: "no wait, say hello instead". Not "no idea", nor "no wait yes". */
const NO_AND_MORE =
  /^[^\p{L}\p{N}]*(?:(?:oh|actually|wait|sorry|hm+)[\s,.!…-]+)*(?:no|nope|nah)(?:\s*[,.!;:…–-]|\s+(?=wait|sorry|actually|hold on|hang on))(?<rest>[^]*)$/iu;

/** True for a no that goes on with something else. */
export function saysNoAndMore(text: string): boolean {
  const rest = NO_AND_MORE.exec(text)?.groups?.['rest'];
  if (rest === undefined) return false;
  return !/(?<![\p{L}])(?:yes|yep|yeah|yup|ok|okay|sure|go ahead|do it)(?![\p{L}])/iu.test(rest);
}
