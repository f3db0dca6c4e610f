/** The longest sentence that is taken for a statement, in characters. */
const LONGEST = 280;

/** A message without what its writer quotes, pastes, forwards or shows as code: each leaves a mark behind. */
export function ownTextOf(message: string): string {
  return message
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .replace(/^\s*(?:>|\|).*$/gm, '\n')
    .replace(/^(?:-{2,} ?(?:forwarded|original) message|from:|subject:|to:|date:)[\s\S]*/gim, '\n')
    .replace(/["“«][^"”»]{0,400}["”»]/g, ' " ');
}

/**
 * The sentences of a message that its writer states as their own: what they quote, paste, forward or show as code is not
 * theirs, a question states nothing, and what policy took something out of is left alone.
 */
export function ownStatements(message: string): string[] {
  return ownTextOf(message)
    .split(
      /(?<=[.!?])\s+|\n+|;\s+|,\s+(?=(?:and|but)\s+(?:i|my|please|call)(?![\p{L}]))|\s+(?:and|but)\s+(?=(?:i|my)\s)/iu,
    )
    .map((sentence) =>
      sentence
        .trim()
        .replace(/^(?:and|but|so|also|btw|by the way|ok|okay|hi|hello|hey|well|oh)[,!.]?\s+/i, ''),
    )
    .filter((sentence) => sentence.length > 3 && sentence.length <= LONGEST && isStated(sentence));
}

/** What policy puts in the place of what it removed, and of addresses: `[card removed]`, `[email:1]`. */
export const MARKER = /\[[^\]\n]{1,60}\]/;
const HYPOTHETICAL =
  /(?<![\p{L}])(?:if|would|could|might|maybe|perhaps|imagine|suppose|pretend|what|why|how|when i was asked)(?![\p{L}])/iu;

function isStated(sentence: string): boolean {
  return (
    !sentence.endsWith('?') &&
    !sentence.includes('"') &&
    !MARKER.test(sentence) &&
    !HYPOTHETICAL.test(sentence)
  );
}
