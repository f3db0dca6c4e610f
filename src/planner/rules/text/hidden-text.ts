import type { Word } from './words.js';

/** A stretch of the message that is somebody's text and not a request: a quotation, or what an e-mail should say. */
export interface HiddenText {
  start: number;
  end: number;
  text: string;
}

const QUOTES =
  /"([^"]{1,2000})"|“([^“”]{1,2000})”|«([^«»]{1,2000})»|(?<=^|\s)'([^'\n]{1,300})'(?=$|[\s.,!?])/g;
const SAYING =
  /\b(?:saying|that says|which says|to say|telling (?:him|her|them)|tell (?:him|her|them)|with (?:the |a )?(?:message|text|body)|message is|text is)\b[:,]?\s+/i;
const AFTER_ADDRESS = /@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:\s+that\s+|\s*:\s+)/i;
const AFTER_POST =
  /\b(?:post|tweet|publish|share)(?:\s+(?:to|on)\s+(?:the\s+|my\s+)?(?:social|feed|timeline|wall))?\s*:\s+/i;
const WRITES = /@[\w-]{1,63}\.|\b(?:e-?mail|mail|message|note|post|tweet|publish|share|social)\b/i;

/** The quoted parts of a text; none where the whole message is one quotation (people copy examples with their quotes). */
export function findQuotes(text: string): HiddenText[] {
  const quotes: HiddenText[] = [];
  for (const match of text.matchAll(QUOTES)) {
    const inner = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim();
    if (/[\p{L}\p{N}]/u.test(inner))
      quotes.push({ start: match.index, end: match.index + match[0].length, text: inner });
  }
  const outside = quotes.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return /[\p{L}\p{N}]/u.test(outside) ? quotes : [];
}

/** What an e-mail or post should say, where the message spells it out: "... saying I am late". Reaches to the end. */
export function findBody(text: string): HiddenText | undefined {
  for (const marker of [AFTER_ADDRESS, AFTER_POST, SAYING]) {
    const match = marker.exec(text);
    if (match === null) continue;
    const start = match.index + match[0].length;
    const body = text.slice(start).trim();
    if (body !== '' && WRITES.test(text.slice(0, start))) return { start, end: text.length, text: body };
  }
  return undefined;
}

/** The words outside every hidden stretch. */
export function visibleWords(words: readonly Word[], hidden: readonly HiddenText[]): Word[] {
  return words.filter((word) => !hidden.some(({ start, end }) => word.start >= start && word.end <= end));
}
