const LEAD = String.raw`(?:(?:oh|no|nope|wait|sorry|oops|hang on|hold on|actually|not (?:that|this)(?: one)?)(?![\p{L}\p{N}'])[\s,.!…-]*)`;
const COUNT = String.raw`(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|a dozen)(?![\p{L}\p{N}])`;
/** "just 3 of them": the whole of what is said. */
const ONLY = String.raw`(?:just|only)(?=\s+${COUNT}(?:\s+of\s+(?:them|those))?(?:\s+(?:please|then|instead))?[\s.!]*$)`;
const MEANT = String.raw`(?:i (?:mean|meant)|make (?:that|it)|${ONLY})(?![\p{L}\p{N}'])`;
/** A "no" that goes on to name another one: "no, order 127", not "no, leave it". */
const NO = String.raw`(?:no|nope)(?![\p{L}\p{N}'])(?=[^]*(?:\d|@|\bthe \p{L}+ one\b))`;

const CORRECTION = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:${LEAD}{0,4}${MEANT}|${NO}[\s,.!…-]+${LEAD}{0,3})(?<rest>[^]*[\p{L}\p{N}][^]*)$`,
  'iu',
);

/** What is meant instead, where somebody takes back what they said: "no wait, i mean order 127"; undefined for any other text. */
export function correctionIn(text: string): string | undefined {
  return CORRECTION.exec(text)?.groups?.['rest']?.trim();
}
