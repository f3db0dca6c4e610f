/** What stands in the place of words that were forgotten. */
export const FORGOTTEN = '[forgotten]';

/** `content` with a marker for each of `texts`; longer ones first, so that nothing is left of one that holds another. */
export function withoutTexts(content: string, texts: readonly string[]): string {
  const longestFirst = texts.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, text) => rest.replaceAll(text, FORGOTTEN), content);
}

/** The same for JSON, in every string at any depth, also where a string is JSON itself; keys and numbers stay. */
export function jsonWithoutTexts(json: string, texts: readonly string[]): string {
  const value: unknown = JSON.parse(json);
  return JSON.stringify(clean(value, texts));
}

function clean(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string')
    return isJson(value) ? jsonWithoutTexts(value, texts) : withoutTexts(value, texts);
  if (Array.isArray(value)) return value.map((inner: unknown) => clean(inner, texts));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner, texts)]));
}

function isJson(text: string): boolean {
  if (!/^\s*[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The longest part of `text` that JSON writes as it is, however often it is written within itself: what holds the text holds
 * this part too.
 */
export function unescapedPartOf(text: string): string {
  // eslint-disable-next-line no-control-regex -- JSON escapes them.
  const parts = text.split(/["\\\u0000-\u001f\u007f\u2028\u2029\ud800-\udfff]/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
