import type { Citation } from '../../contracts/chat.js';

const MARK = /\s?\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

/** Turns the numbers a model cites into those of the reply's list. */
export interface CitationMarks {
  /** The text with the marks of known sources renumbered in order of use; marks of unknown ones are taken out. */
  renumber(text: string): string;
  /** The sources cited so far, in the order of their numbers. */
  used(): Citation[];
}

/** `already` are the marks of text that was said before. */
export function createCitationMarks(sources: readonly Citation[], already = ''): CitationMarks {
  const used: number[] = [];
  const numberOf = (source: number): number => {
    if (!used.includes(source)) used.push(source);
    return used.indexOf(source) + 1;
  };
  for (const [, list = ''] of already.matchAll(MARK)) {
    for (const number of list.split(',').map(Number))
      if (number <= sources.length && number > 0) numberOf(number);
  }
  return {
    renumber: (text) =>
      text.replace(MARK, (mark, list: string) => {
        const known = list
          .split(',')
          .map(Number)
          .filter((number) => number >= 1 && number <= sources.length);
        if (known.length === 0) return '';
        const gap = mark.startsWith('[') ? '' : ' ';
        return `${gap}${known.map((number) => `[${numberOf(number)}]`).join('')}`;
      }),
    used: () => used.flatMap((number) => sources[number - 1] ?? []),
  };
}
