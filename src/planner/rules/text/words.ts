import { EXPANSIONS } from '../data/words.js';
import { correctTypo } from './typos.js';

export type WordTag = 'number' | 'money' | 'email' | 'hashtag' | 'reference' | 'word';

/** One word of a message: what the rules compare (`word`), what the person wrote (`raw`), and where. */
export interface Word {
  word: string;
  raw: string;
  tag: WordTag;
  start: number;
  end: number;
  /** The punctuation between the word before and this one: none, within a sentence, or the end of one. */
  gap: 'none' | 'comma' | 'stop';
}

// Every alternative is bounded or separated by characters it cannot contain, so matching is linear.
const EMAIL = String.raw`[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}`;
const REFERENCE_ID = String.raw`\b(?:ord|order)[-_#]\d{1,9}\b`;
const HASHTAG = String.raw`#[\p{L}\p{N}_]{1,64}`;
const MONEY = String.raw`[$€£]\s?\d{1,9}(?:\.\d{1,2})?`;
/** Below zero where the sign stands alone before it: "-5 mugs", not "10-5". */
const SIGNED = String.raw`(?<![\p{L}\p{N}#-])-\d{1,15}(?![\p{L}\p{N}_.-])`;
const WORD = String.raw`[\p{L}\p{M}\p{N}_]+(?:[.](?=\d)\d+)?(?:['’-][\p{L}\p{M}\p{N}_]+)*`;
const TOKEN = new RegExp([EMAIL, REFERENCE_ID, HASHTAG, MONEY, SIGNED, WORD].join('|'), 'giu');

/** Splits text into comparable words: lower case, short forms expanded, simple typos corrected. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    words.push(...expand({ raw: match[0], start: match.index, end, gap: gapOf(between) }));
  }
  return words;
}

function gapOf(between: string): Word['gap'] {
  if (/[.!?;\n]/.test(between)) return 'stop';
  return /[,:()]|\s[-–—]\s/.test(between) ? 'comma' : 'none';
}

function expand(token: Omit<Word, 'word' | 'tag'>): Word[] {
  const lower = token.raw.toLowerCase().replaceAll('’', "'");
  const tag = tagOf(lower);
  if (tag !== 'word') return [{ ...token, word: lower, tag }];
  return expansion(lower)
    .split(' ')
    .map((part, index) => ({
      ...token,
      word: correctTypo(part),
      tag: 'word' as const,
      gap: index === 0 ? token.gap : ('none' as const),
    }));
}

function tagOf(lower: string): WordTag {
  if (lower.includes('@')) return 'email';
  if (/^#\d+$|^(?:ord|order)[-_#]\d+$/.test(lower)) return 'reference';
  if (lower.startsWith('#')) return 'hashtag';
  if (/^[$€£]/.test(lower)) return 'money';
  return /^-?\d+(?:\.\d+)?$/.test(lower) ? 'number' : 'word';
}

const QUESTION_WORD = /^(?:where|what|who|when|how|it|that|there|here|he|she|why)'s$/;

function expansion(lower: string): string {
  if (Object.hasOwn(EXPANSIONS, lower)) return EXPANSIONS[lower] ?? lower;
  if (QUESTION_WORD.test(lower)) return `${lower.slice(0, -2)} is`;
  if (lower.endsWith("n't")) return `${lower.slice(0, -3)} not`;
  const ending = /'(?:m|re|ve|ll|d)$/.exec(lower);
  if (ending !== null) return `${lower.slice(0, ending.index)} ${ENDINGS[ending[0]] ?? ''}`.trim();
  return lower.replace(/'s?$/, '');
}

const ENDINGS: Readonly<Record<string, string>> = {
  "'m": 'am',
  "'re": 'are',
  "'ve": 'have',
  "'ll": 'will',
  "'d": 'would',
};
