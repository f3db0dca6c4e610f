import { CLAIM_KINDS, DONE_PHRASES, type ClaimKind, type KindOfClaim } from './claim-patterns.js';
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
  let unreal = false;
  for (const { text, isContinued } of clausesOf(plain)) {
    const claims = asks && isAsked(text) ? [] : matchesIn(text);
    // "will be refunded and mailed": the second verb is as unreal as the first.
    const inherits: boolean = isContinued && unreal;
    unreal = claims.length > 0 && claims.every(({ at }) => (inherits && at === 0) || isUnreal(text, at));
    for (const { kind, at } of claims) {
      if ((inherits && at === 0) || isUnreal(text, at)) continue;
      found.push({ kind, clause: text, isOwn: isOwnVoice(text, at, isContinued) });
    }
  }
  return found;
}

function matchesIn(clause: string): { kind: ClaimKind; at: number }[] {
  const found = CLAIM_KINDS.flatMap((one) => {
    const at = firstMatch(clause, one);
    return at === undefined ? [] : [{ kind: one.kind, at }];
  });
  // What goes into a cart is not bought, and orders that allies are given are no mail.
  const has = (kind: ClaimKind): boolean => found.some((one) => one.kind === kind);
  const own = found.filter(({ kind }) => {
    if (kind === 'buy' && has('cart'))
      return /\b(?:bought|purchased|ordered|paid|charged|checked)\b/.test(clause);
    return !(kind === 'mail' && has('fight') && /\borders\b/.test(clause));
  });
  const done = DONE_PHRASES.exec(clause);
  return done === null || own.length > 0 ? own : [{ kind: 'any', at: done.index }];
}

function firstMatch(clause: string, { verbs, phrases }: KindOfClaim): number | undefined {
  const at = [verbs.exec(clause)?.index, phrases.exec(clause)?.index].filter((index) => index !== undefined);
  return at.length === 0 ? undefined : Math.min(...at);
}

/** "I refunded", "refunded!" and what goes on after "and": nobody else is said to have done it. */
function isOwnVoice(clause: string, at: number, isContinued: boolean): boolean {
  const before = clause.slice(0, at);
  return (
    /\b(?:i|we)\b/.test(before) ||
    at === 0 ||
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
