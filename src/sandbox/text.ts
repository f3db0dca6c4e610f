const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also always am an and any anybody anyone anything are as at be been being best better but by came can
  come could did do does doing don done each every everybody everyone everything for from get gets getting give go going
  got had happen happens has have he help her here him his how i if in into is it its just keep know let like ll look m
  many may me mean more most much my need of off on one only or other our out over please quick quickly re really s say
  see she should show so some somebody someone something still stuff t tell than that the their them then there these
  they thing this those to too up us use used using ve very want was way we well were what when where which who whom
  whose why will with would you your yours policy policies since yesterday today guy kept ur whats`.split(
    /\s+/,
  ),
);

/**
 * The words of a text as they are compared: lower case, without accents, inflections and stop words. `DinoBoss` gives
 * `dinoboss`, `dino` and `boss`, so that either spelling finds it.
 */
export function words(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['\u2019]/g, ' ')
    .replace(/\be-mail/gi, 'email');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .flatMap(splitCamelCase)
    .map(toWord)
    .filter((word) => word !== '');
}

/** The same, each word once. */
export function wordSet(text: string): Set<string> {
  return new Set(words(text));
}

function splitCamelCase(token: string): string[] {
  const parts = token.match(/\p{Lu}\p{Ll}+/gu) ?? [];
  return parts.length > 1 && parts.join('') === token ? [token, ...parts] : [token];
}

function toWord(token: string): string {
  const lower = token.toLowerCase();
  const word = stem(lower);
  return STOP_WORDS.has(lower) || STOP_WORDS.has(word) ? '' : word;
}

/** Light stemming: plural, -ing, -ed and a final e, ie or y, so that "cancelling", "cancelled" and "cancels" are one word. */
function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const base = stripVerbEnding(stripPlural(word));
  return base.length > 3 ? base.replace(/(?:ie|[ey])$/, '') : base;
}

function stripPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, '');
}

function stripVerbEnding(word: string): string {
  const base = /(.*[aeiouy].*?)(?:ing|ed)$/.exec(word)?.[1];
  if (base === undefined || base.length < 3) return word;
  return /([b-df-hj-np-rtv-z])\1$/.test(base) ? base.slice(0, -1) : base;
}
