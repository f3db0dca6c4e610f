import type { JsonValue } from '../../contracts/json.js';

// oxlint-disable no-control-regex
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;
// oxlint-enable no-control-regex

/**
 * A piece of data for a prompt: labelled with where it comes from, fenced by marks that its content cannot hold, and at most
 * `max` characters long, with a note of what was cut.
 */
export function dataBlock(label: string, content: string, max: number): string {
  return `<<<${fenceless(label).replace(/\s+/g, ' ')}\n${bounded(fenceless(content), max)}\n>>>`;
}

/** JSON at most about `max` characters long: long texts and lists lose their ends, and say so. */
export function boundedJson(value: JsonValue, max: number): string {
  const whole = JSON.stringify(value);
  if (whole.length <= max) return whole;
  for (const [texts, items] of CUTS) {
    const cut = JSON.stringify(shorten(value, texts, items));
    if (cut.length <= max) return cut;
  }
  return bounded(JSON.stringify(shorten(value, ...TIGHTEST)), max);
}

/** Longest text and list that are left, tried in turn. */
const CUTS: readonly (readonly [number, number])[] = [
  [1500, 40],
  [600, 20],
  [240, 10],
];
const TIGHTEST = [120, 5] as const;

function shorten(value: JsonValue, maxText: number, maxItems: number): JsonValue {
  if (typeof value === 'string') return bounded(value, maxText);
  if (Array.isArray(value)) {
    const kept = value.slice(0, maxItems).map((item) => shorten(item, maxText, maxItems));
    return value.length > maxItems ? [...kept, `[${value.length - maxItems} more were cut]`] : kept;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, shorten(inner, maxText, maxItems)]),
  );
}

function bounded(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
  return `${kept} [${text.length - kept.length} characters were cut]`;
}

/** No mark of a fence, and nothing that cannot be seen. */
function fenceless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(UNSEEN, '')
    .replace(/<{3,}|>{3,}/g, (marks) => marks.split('').join(' '));
}
