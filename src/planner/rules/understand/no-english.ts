import { LANGUAGES, TELLTALE_WORDS, type Language } from '../data/languages.js';
import { readWords, type Word } from '../text/words.js';

/** The language the words are in, where it is one we know not to be English. */
export function foreignLanguage(words: readonly Word[]): Language | undefined {
  const said = new Set(words.filter((word) => word.tag === 'word').map((word) => word.raw.toLowerCase()));
  const hits = LANGUAGES.map((language) => ({
    language,
    count: language.words.filter((word) => said.has(word)).length,
  }));
  const best = hits.reduce((top, next) => (next.count > top.count ? next : top), {
    language: undefined,
    count: 0,
  } as {
    language: Language | undefined;
    count: number;
  });
  const telltale = [...said].some((word) => TELLTALE_WORDS.has(word));
  const enough = (telltale && best.count >= 1) || (best.count >= 3 && best.count * 2 >= said.size);
  return enough ? best.language : undefined;
}

/** True for text that may be English, as far as we can tell. */
export function isEnglish(text: string): boolean {
  return !isOtherScript(text) && foreignLanguage(readWords(text)) === undefined;
}

/** True where hardly a letter is Latin: Russian, Chinese, Arabic, ... */
export function isOtherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 2 && latin * 2 < letters;
}

/** No letters at all, or only keys hit at random. */
export function isNonsense(text: string, words: readonly Word[]): boolean {
  if (!/\p{L}/u.test(text)) return words.every((word) => word.tag === 'number') && words.length < 8;
  const spoken = words.filter((word) => word.tag === 'word');
  return (
    spoken.length > 0 &&
    spoken.length === words.length &&
    spoken.length <= 6 &&
    spoken.every((word) => isMash(word.raw.toLowerCase()))
  );
}

function isMash(word: string): boolean {
  if (/^(?:qwert\w*|asdf\w*|zxcv\w*|(?:blah)+|(?:lorem|ipsum|foo|bar|test)|(.)\1{2,})$/.test(word))
    return true;
  return (
    word.length >= 5 && (/[bcdfghjklmnpqrstvwxz]{6}/.test(word) || !/[aeiouyáéíóúàèäöüâêîôû\d]/.test(word))
  );
}
