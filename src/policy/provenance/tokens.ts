export interface Token {
  /** In lower case. */
  text: string;
  kind: 'word' | 'number' | 'address';
  /** What stands between the token before and this one, without spaces. */
  before: string;
  /** Where it ends in `plainText`. */
  end: number;
}

// Every alternative is bounded or cannot contain what ends it, so reading is linear.
const ADDRESS = String.raw`[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}`;
const NUMBER = String.raw`(?<![\p{L}\p{N}_])\d{1,12}(?:[.,]\d{1,4})?(?![\p{L}\p{N}_])`;
const WORD = String.raw`[\p{L}\p{M}\p{N}_]{1,64}(?:['-][\p{L}\p{M}\p{N}_]{1,64}){0,6}`;
const TOKEN = new RegExp(`(${ADDRESS})|(${NUMBER})|${WORD}`, 'gu');

/** Marks that are not seen: in the middle of a word they would make another one of it. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** The same text for the same look: compatible characters are one, what is not seen is gone, lower case. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll('’', "'").toLowerCase();
}

/** The words, numbers and addresses of a text, in order. */
export function readTokens(text: string): Token[] {
  const plain = plainText(text);
  const tokens: Token[] = [];
  let end = 0;
  for (const match of plain.matchAll(TOKEN)) {
    const before = plain
      .slice(end, match.index)
      .replaceAll(/\s+/g, (space) => (space.includes('\n') ? '\n' : ''));
    end = match.index + match[0].length;
    const kind = match[1] !== undefined ? 'address' : match[2] !== undefined ? 'number' : 'word';
    const text = kind === 'address' ? match[0].replace(/[.-]+$/, '') : match[0];
    tokens.push({ text, kind, before, end });
  }
  return tokens;
}

/** Words only, one space between them: what is the same but for punctuation, case and spaces is the same. */
export function bareText(text: string): string {
  return readTokens(text)
    .map((token) => token.text)
    .join(' ');
}
