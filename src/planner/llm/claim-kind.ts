/** The effects a reply can claim. `other`: what no tool can do. `any`: "Done!", which claims whatever was asked for. */
export type ClaimKind = 'refund' | 'buy' | 'cart' | 'mail' | 'post' | 'fight' | 'other' | 'any';

export interface KindOfClaim {
  kind: ClaimKind;
  /** The writes that bring it about. */
  tools: readonly string[];
  /** The reads whose results tell of such effects in the past. */
  reads: readonly string[];
  /** Verb forms that say it happened, wherever they stand: "refunded" in "I refunded it", "it is refunded", "Refunded!". */
  verbs: RegExp;
  /** Verb forms that say so only where the noun is in the clause: "added", with a cart. */
  pair?: { verbs: RegExp; noun: RegExp };
  /** Other ways to say so. */
  phrases: RegExp;
  /** What is done in "I managed to refund it", "I took care of the refund", "I am refunding it". */
  bases: RegExp;
  /** What a sentence about it has in it. */
  topic: RegExp;
  /** What is said where nothing of the kind was done. */
  denial: string;
}
