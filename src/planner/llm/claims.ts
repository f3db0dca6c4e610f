import type { ClaimKind, KindOfClaim } from './claim-kind.js';
import { CLAIM_KINDS, DONE_PHRASES } from './claim-patterns.js';
import { clausesOf, isAsked, isUnreal, plainText } from './clauses.js';
import { isBacked, isReadFact, type ClaimGround } from './claim-ground.js';

/** Something a sentence says was done. */
export interface Claim {
  kind: ClaimKind;
  /** The clause it stands in. */
  clause: string;
  /** The copilot says so of itself: "I refunded it". */
  isOwn: boolean;
}

/** The effects a sentence says have happened. Denials, conditions, questions and what is to come are no claims. */
export function claimsIn(sentence: string): Claim[] {
  const plain = plainText(sentence);
  const asks = /\?["')\]]*$/.test(plain);
  const found: Claim[] = [];
  const isOffer = OFFER.test(plain);
  let unreal = false;
  for (const { text, isContinued } of clausesOf(plain)) {
    const claims = asks && isAsked(text) ? [] : matchesIn(text);
    // "will be refunded and mailed": the second verb is as unreal as the first.
    const inherits: boolean = isContinued && unreal;
    unreal = claims.length > 0 && claims.every(({ at }) => (inherits && at === 0) || isUnreal(text, at));
    for (const { kind, at } of claims) {
      if ((inherits && at === 0) || isUnreal(text, at) || (isOffer && !PAST.test(text))) continue;
      found.push({ kind, clause: text, isOwn: isOwnVoice(text, at, isContinued) });
    }
  }
  return found;
}

/** "If you say yes, the money goes back to you" */
const OFFER =
  /^(?:and |but |so )?(?:if|once|unless|as soon as) you (?:say|approve|agree|confirm|like|want|wish|give|tell)\b/;
const PAST = /\b(?:has|have|had|was|were|did|done)\b|'ve\b|\w{2}ed\b/;

/** What is sent to the buyer of it is a parcel, not a letter. */
const PARCEL = /\b(?:orders?|parcel|package)\b/;
const LETTER =
  /\b(?:e-?mails?|mail|message|receipts?|invoice|invit\w+|letter|ticket|copy|confirmation|note)\b|@/;

const BOUGHT = /\b(?:bought|purchased|paid(?! (?:you )?back)|charged|checked|placed(?! in)|ordered)\b/;

function matchesIn(clause: string): { kind: ClaimKind; at: number }[] {
  const found = CLAIM_KINDS.map((one) => ({ kind: one.kind, places: placesOf(clause, one) }));
  const has = (kind: ClaimKind): boolean => found.some((one) => one.kind === kind && one.places.length > 0);
  const matches = found.flatMap(({ kind, places }) => {
    // What goes into a cart is not bought, and orders that allies are given are no mail.
    if (kind === 'buy' && has('cart') && !BOUGHT.test(clause)) return [];
    // An order that is refunded was not placed by that, and gives nobody any.
    if (kind === 'buy' && has('refund') && !BOUGHT.test(clause)) return [];
    if (kind === 'fight' && (has('refund') || has('buy'))) return [];
    if (kind === 'mail' && has('fight') && /\borders\b/.test(clause)) return [];
    if (kind === 'mail' && PARCEL.test(clause) && !LETTER.test(clause))
      return places.map((at) => ({ kind: 'buy' as const, at }));
    return places.map((at) => ({ kind, at }));
  });
  if (matches.length > 0) return matches;
  const done = DONE_PHRASES.map((phrase) => clause.search(phrase)).filter((at) => at >= 0);
  return done.length === 0 ? [] : [{ kind: 'any', at: Math.min(...done) }];
}

function placesOf(clause: string, { verbs, pair, phrases, bases }: KindOfClaim): number[] {
  const paired = pair !== undefined && pair.noun.test(clause) ? [pair.verbs] : [];
  const places = [verbs, phrases, bases, ...paired].flatMap((pattern) =>
    [...clause.matchAll(pattern)].map(({ index }) => index),
  );
  return [...new Set(places)].sort((a, b) => a - b);
}

/** "I refunded", "refunded!" and what goes on after "and": nobody else is said to have done it. */
function isOwnVoice(clause: string, at: number, isContinued: boolean): boolean {
  const before = clause.slice(0, at);
  const subject = before.match(/\b(?:i|we|you|they|he|she|who)\b/g)?.at(-1);
  return (
    subject === 'i' ||
    subject === 'we' ||
    (at === 0 && !/^(?:it|they)\b/.test(clause)) ||
    (isContinued && !/\b(?:was|were|is|are|has|have|had)\b/.test(before))
  );
}

/** What is wrong with a sentence: the first effect it claims that the record does not hold as done. */
export function falseClaimIn(sentence: string, ground: ClaimGround): ClaimKind | undefined {
  if (ground.isQuoted(sentence)) return undefined;
  for (const claim of claimsIn(sentence)) {
    if (isBacked(claim, sentence, ground) || isReadFact(claim, sentence, ground)) continue;
    return claim.kind;
  }
  return undefined;
}
