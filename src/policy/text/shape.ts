/** What one cheap pass tells about a text, so that most detectors need not look at most texts. */
export interface TextShape {
  digits: number;
  /** Length of the longest run without white space. */
  longestToken: number;
  hasAt: boolean;
}

const OTHER = 0;
const SPACE = 1;
const DIGIT = 2;
const AT = 3;

const KINDS = new Uint8Array(128);
for (const character of ' \t\n\r') KINDS[character.charCodeAt(0)] = SPACE;
for (const character of '0123456789') KINDS[character.charCodeAt(0)] = DIGIT;
KINDS['@'.charCodeAt(0)] = AT;

export function shapeOf(text: string): TextShape {
  let digits = 0;
  let longestToken = 0;
  let hasAt = false;
  let tokenStart = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = KINDS[text.charCodeAt(index)] ?? OTHER;
    if (kind === OTHER) continue;
    if (kind === DIGIT) digits += 1;
    else if (kind === AT) hasAt = true;
    else {
      longestToken = Math.max(longestToken, index - tokenStart);
      tokenStart = index + 1;
    }
  }
  return { digits, longestToken: Math.max(longestToken, text.length - tokenStart), hasAt };
}
