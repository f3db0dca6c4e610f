/** A part of a sentence with one verb or so, and how it is joined to the one before. */
export interface Clause {
  text: string;
  /** It goes on with the verb of the clause before: "will be refunded and e-mailed". */
  isContinued: boolean;
}

/** A sentence as the patterns want it: lower case, plain apostrophes, no marks, no citations, nothing that cannot be seen. */
export function plainText(sentence: string): string {
  return sentence
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060-\u2069\ufeff\u00ad]/g, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/\[\d+\]/g, ' ')
    .replace(/[*_~#>|]+/g, '')
    .replace(/(\w)'s (?=been\b)/gi, '$1 has ')
    .replace(/(\w)'s (?=(?:now|done|back|on|complete|live|out|already|all|sent|refunded)\b)/gi, '$1 is ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

const JOINT =
  /\s*(?:[;:()]|,(?=\s)|\s[-–—]+\s|—|\.(?=\s|$)|!|\b(?:but|however|although|though|while|whereas|because)\b)\s*/;
const AND = /\s+(?:and|then|&|plus)\s+(?:then\s+|also\s+|just\s+)*/;

/** The clauses of a plain sentence. */
export function clausesOf(plain: string): Clause[] {
  return plain.split(JOINT).flatMap((part) =>
    part
      .split(AND)
      .map((text, index) => ({ text: text.trim(), isContinued: index > 0 }))
      .filter(({ text }) => text !== ''),
  );
}

const PLEASANTRY =
  /^(?:no (?:problem|worries|trouble)|not to worry|never mind|don't worry|can do|will do|of course|sure(?: thing)?)\s+/;
/** "I can confirm that ...": what follows is said as it is. */
const AFFIRMING =
  /^(?:(?:i|we)(?:'m| am|'re| are|'ve| have| can| could|'d like to| would like to| want to| wish to|'m able to)*(?: also| now| just| happily| gladly| hereby| happy to| pleased to| glad to| delighted to)* (?:confirm(?:ed)?|say|tell you|report|inform you|let you know|announce|assure you)|(?:please |kindly )?(?:note|be advised|be informed|rest assured|be assured|know)|just so you know|you(?:'ll| will| would| may| might|'d)* (?:be )?(?:happy|glad|pleased|relieved|delighted) to (?:hear|know|learn|see)|you can (?:be sure|rest assured|see)|it (?:looks|seems) like|the record (?:says|shows))(?: that)?\s+/;
const HYPOTHESIS = /\b(?:if|unless|whether|in case|as long as|provided|assuming|suppose)\b/;
const IN_TIME = /\b(?:once|when|whenever|after|before|until|till|as soon as|by the time)\b/;
const FIRST_PERSON = /\b(?:i|we)\b/g;
const NEGATION =
  /\b(?:not(?! only)|never|nothing|none|nobody|neither|nor|cannot|without|unable|fail(?:s|ed)? to|refused|yet to|instead of|rather than|no longer|hardly|impossible)\b|n't\b|\bno (?:\S+ ){1,4}(?:has|have|had|was|were|is|are|been|will|could)\b|\bno (?:refund|money|e-?mail|mail|message|receipt|order|orders|purchase|post|payment|cart|changes?)\b/;
const MODAL =
  /\b(?:will|would|could|can|may|might|should|shall|must|going to|about to|to be|to get|to have|want(?:s|ed)?|wish|wishes|like|need(?:s|ed)?|ready to|(?<!\b(?:was|were|been) )able to|let me|let's|please|asked?|waiting|pending|tried|try|trying|attempt(?:ed)?)\b|'ll\b|'d\b/;

/** True where what `match` says in a clause did not happen, or only may: it is denied, wished for, still to come. */
export function isUnreal(clause: string, at: number): boolean {
  const before = clause.slice(0, at).replace(PLEASANTRY, '').replace(AFFIRMING, '');
  const person = [...before.matchAll(FIRST_PERSON)].at(-1);
  // What is said of another comes before "I": "with no trouble at all I refunded it".
  const own = person === undefined ? before : before.slice(person.index);
  const turned =
    person !== undefined &&
    /\b(?:nor|neither|not|never)\s+(?:have|has|did|had)\s+$/.test(before.slice(0, person.index));
  if (HYPOTHESIS.test(before) || turned) return true;
  if (IN_TIME.test(before) && !isSimplePast(own)) return true;
  return NEGATION.test(own) || /\bno\s+$/.test(own) || MODAL.test(own) || isDeniedAfter(clause.slice(at));
}

/** "when I refunded it" tells; "when I have refunded it" and "when it is refunded" do not. */
function isSimplePast(own: string): boolean {
  return /^(?:i|we)\s+(?:just |also |already |then )*$/.test(own);
}

/** "refunded nothing", "sent no e-mail" */
function isDeniedAfter(rest: string): boolean {
  return /^\S+(?: (?:you|them|him|her|it))? (?:nothing|no (?!problem|doubt))\b/.test(rest);
}

const ASKING =
  /^(?:so |and |or |but )?(?:do|does|did|have|has|had|was|were|is|are|am|would|could|can|shall|should|will|may|which|what|who|whom|whose|how|where|why|when|want|need|anything|something|would you)\b/;

/** True for a clause that asks, in a sentence that ends as a question. */
export function isAsked(clause: string): boolean {
  return ASKING.test(clause);
}
