import { LINK_REMOVED, cleanWord, isAllowedTarget } from './link-targets.js';
import type { AllowedHosts } from './link-targets.js';

/** What was taken out of a reply. */
export interface Taken {
  links: number;
  images: number;
  tags: number;
}

/** One piece of a text, and what becomes of it. */
export interface Piece {
  length: number;
  text: string;
  taken?: Partial<Taken>;
}

const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]{1,2000})>/iy;
const TAG = /<[A-Za-z/!?][^<>]{0,1000}>/y;
const UNFINISHED_TAG = /<(?:[A-Za-z/!?][^<>]{0,1000})?$/y;

/** Within one line: where a link goes over several, its address is a word like any other. */
const LINK =
  /(!?)\[([^[\]\n]{0,500})\]\([ \t]{0,4}(<[^<>\n]{0,2000}>|[^()\s<]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)(?:[ \t]{1,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?[ \t]{0,4}\)/y;
const UNFINISHED_LINK =
  /!?(?:\[[^[\]\n]{0,500}(?:\](?:\([^()\n]{0,2400}(?:\([^()\s]{0,200}\)?[^()\n]{0,2000})?)?)?)?$/y;

const SPACES = /\s+/y;
const WORD = /(?:[^\s<![]|!(?!\[))+/y;

/**
 * The next piece of a text from `at` on; undefined where what comes next decides (never at the end). A link keeps its words,
 * an image its description, a tag nothing.
 */
export function nextPiece(text: string, at: number, isEnd: boolean, hosts: AllowedHosts): Piece | undefined {
  const character = text[at] ?? '';
  if (character === '<') return tagAt(text, at, isEnd, hosts);
  if (character === '[' || (character === '!' && (text[at + 1] ?? '[') === '['))
    return linkAt(text, at, isEnd, hosts);
  const spaces = match(SPACES, text, at);
  if (spaces !== undefined) return { length: spaces[0].length, text: spaces[0] };
  const word = match(WORD, text, at)?.[0] ?? character;
  if (!isEnd && at + word.length >= text.length - (text.endsWith('!') ? 1 : 0)) return undefined;
  const { text: clean, links } = cleanWord(word, hosts);
  return { length: word.length, text: clean, taken: { links } };
}

function tagAt(text: string, at: number, isEnd: boolean, hosts: AllowedHosts): Piece | undefined {
  if (!isEnd && match(UNFINISHED_TAG, text, at) !== undefined) return undefined;
  const address = match(AUTOLINK, text, at);
  if (address?.[1] !== undefined) {
    if (isAllowedTarget(address[1], hosts)) return { length: address[0].length, text: address[1] };
    return { length: address[0].length, text: LINK_REMOVED, taken: { links: 1 } };
  }
  const tag = match(TAG, text, at);
  if (tag !== undefined) return { length: tag[0].length, text: '', taken: { tags: 1 } };
  // A tag without an end must not find one in what follows.
  return /[A-Za-z/!?]/.test(text[at + 1] ?? '') ? { length: 1, text: '' } : { length: 1, text: '<' };
}

function linkAt(text: string, at: number, isEnd: boolean, hosts: AllowedHosts): Piece | undefined {
  if (!isEnd && match(UNFINISHED_LINK, text, at) !== undefined) return undefined;
  const link = match(LINK, text, at);
  if (link === undefined) return { length: 1, text: text[at] ?? '' };
  const [whole, bang, label = '', target = ''] = link;
  const words = cleanWords(label, hosts);
  if (isAllowedTarget(target, hosts)) {
    const rest = whole.slice((bang?.length ?? 0) + 1 + label.length);
    return { length: whole.length, text: `${bang}[${words.text}${rest}`, taken: { links: words.links } };
  }
  const mark = bang === '!' ? '[image removed]' : LINK_REMOVED;
  const taken = bang === '!' ? { images: 1, links: words.links } : { links: 1 + words.links };
  return { length: whole.length, text: words.text === '' ? mark : `${words.text} ${mark}`, taken };
}

function cleanWords(text: string, hosts: AllowedHosts): { text: string; links: number } {
  let links = 0;
  const clean = text.replaceAll(/[<>]/g, '').replaceAll(/\S+/g, (word) => {
    const cleaned = cleanWord(word, hosts);
    links += cleaned.links;
    return cleaned.text;
  });
  return { text: clean, links };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
