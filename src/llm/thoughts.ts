/** Takes what a model thinks aloud out of a text that comes in pieces. */
export interface ThoughtFilter {
  /** What may be shown of the text so far that was not given before. */
  push(piece: string): string;
  /** What was held back because it might have become a tag, where the text ends here. */
  end(): string;
}

const NAMES = ['think', 'thinking', 'thought', 'thoughts', 'reasoning'];
const TAG = new RegExp(String.raw`<\s?(/?)\s?(?:${NAMES.join('|')})(?:\s[^<>]{0,80})?>`, 'i');
/** A tag that may not be whole yet. */
const BEGUN = /<\s?\/?\s?([a-z]*)(\s[^<>]{0,80})?$/i;

/** Thoughts that are never closed go on to the end of the text, those within others end with the outer ones. */
export function createThoughtFilter(): ThoughtFilter {
  let held = '';
  let depth = 0;
  const take = (text: string): string => (depth === 0 ? text : '');
  return {
    push(piece) {
      held += piece;
      let shown = '';
      for (let tag = TAG.exec(held); tag !== null; tag = TAG.exec(held)) {
        shown += take(held.slice(0, tag.index));
        held = held.slice(tag.index + tag[0].length);
        depth = Math.max(0, depth + (tag[1] === '/' ? -1 : 1));
      }
      const safe = held.length - beginningOf(held);
      shown += take(held.slice(0, safe));
      held = held.slice(safe);
      return shown;
    },
    end() {
      const rest = take(held);
      held = '';
      return rest;
    },
  };
}

/** How many characters at the end may be the beginning of a tag. */
function beginningOf(text: string): number {
  const begun = BEGUN.exec(text);
  if (begun === null) return 0;
  const [all, name = '', rest] = begun;
  const word = name.toLowerCase();
  const isTag = rest === undefined ? NAMES.some((one) => one.startsWith(word)) : NAMES.includes(word);
  return isTag ? all.length : 0;
}
