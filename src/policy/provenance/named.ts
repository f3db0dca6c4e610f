import { isAlike, wordsOf } from './likeness.js';

/** Words that name nothing. */
const EMPTY: ReadonlySet<string> = new Set(
  `a an the this that these those it its is are was were be been am i me my mine we us our you your they them he she his her
   to of in on at by for from with without into and or but so if then than as not no yes yeah yep please pls plz kindly can
   could would will shall should may might must do does did done have has had just also too very really now again still
   ever some any all every more most much many what which who when where why how there here hi hello hey thanks thank ok
   okay sure want wants need needs like love let lets got get gimme give tell help maybe up out off over s u d ll ve re m
   one ones thing things something same right instead it's i'd i'll i'm that's go ahead buy purchase order take grab
   reorder cart basket checkout check refund return cancel money back package parcel send email e mail mail receipt
   invoice invite post tweet publish share number nr id first second third last`.split(/\s+/),
);

/** The words of a text that name something. */
export function tellingWords(text: string): string[] {
  return wordsOf(text).filter((word) => !EMPTY.has(word));
}

/** True where texts hold every telling word of `name`, slips and endings forgiven; a name without telling words is none. */
export function areNamed(name: string, texts: readonly string[]): boolean {
  const wanted = wordsOf(name);
  const said = texts.flatMap(wordsOf);
  if (wanted.length === 0) return false;
  if (squash(texts.join(' ')).includes(wanted.join('')) && wanted.join('').length >= 4) return true;
  return wanted.every((word) => said.some((other) => isAlike(other, word)));
}

/** "dino", "the Dino Boss" and "DinoBoss" are one: either holds the other, and it is no mere letter or two. */
export function isBossNamed(boss: string, texts: readonly string[]): boolean {
  const name = squash(boss).replace(/^the/, '').replace(/boss$/, '');
  if (name.length < 3) return areNamed(boss, texts);
  if (squash(texts.join(' ')).includes(name)) return true;
  return texts
    .flatMap(tellingWords)
    .some((word) => word.length >= 3 && name.includes(word.replace(/boss$/, '') || '-'));
}

function squash(text: string): string {
  return wordsOf(text).join('');
}

/** True where the text asks for what was talked about before: "buy it", "send that to her". */
export function refersBack(text: string): boolean {
  return /(?<![\p{L}'])(?:it|that|this|them|those|these|one|same|again|him|her|there|me|my)(?![\p{L}'])/iu.test(
    text,
  );
}
