const CURRENCY = String.raw`(?:usd|eur|gbp|dollars?|euros?|pounds?|credits?|coins?)`;
const AMOUNT = new RegExp(
  String.raw`(?:[$€£]\s?(\d[\d,]*(?:\.\d+)?))|(\d[\d,]*(?:\.\d+)?)\s?(?:[$€£]|${CURRENCY}\b)|${CURRENCY}\s?(\d[\d,]*(?:\.\d+)?)`,
  'gi',
);

/** The sums of money a text names, as plain numbers: `19.99`. */
export function amountsIn(text: string): string[] {
  return [...text.matchAll(AMOUNT)].map((match) =>
    (match[1] ?? match[2] ?? match[3] ?? '').replaceAll(',', ''),
  );
}

/** The order numbers a text names: "order 123", "orders 123 and 124", "#123". */
export function orderNumbersIn(text: string): string[] {
  const lists = text.matchAll(
    /\borders?(?: number| no\.?| id)?(?: is)?:?\s*((?:(?:#|nr\.?\s?)?\d{1,9}(?:,\s*|\s+and\s+|\s*&\s*)?)+)/gi,
  );
  const numbers = [...lists].flatMap(([, list = '']) => list.match(/\d{1,9}/g) ?? []);
  return [...new Set([...numbers, ...[...text.matchAll(/#(\d{1,9})\b/g)].map(([, id = '']) => id)])];
}

/** The e-mail addresses a text names. */
export function addressesIn(text: string): string[] {
  return text.toLowerCase().match(/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g) ?? [];
}

const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const COUNT = new RegExp(
  String.raw`\b(?:bought|purchased|ordered|got you|own)\s+(?:you\s+)?(\d{1,3}|${NUMBER_WORDS.join('|')})\b(?!\s?(?:[.,]\d|[$€£]|${CURRENCY}))`,
  'gi',
);

/** How many of something a text says were bought. */
export function countsIn(text: string): string[] {
  return [...text.matchAll(COUNT)].map(([, count = '']) => {
    const word = NUMBER_WORDS.indexOf(count.toLowerCase());
    return word === -1 ? count : String(word);
  });
}
