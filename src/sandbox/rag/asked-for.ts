/** What an answer must hold, by how a question is put: a time, an amount, a number. */
export type HoldsAnswer = (sentence: string) => boolean;

const NUMBER = '(?:\\d[\\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an?)';
const TIME = new RegExp(
  `(?<![\\p{L}\\p{N}])${NUMBER}(?: (?:to|or|and) ${NUMBER})? (?:\\p{L}+ )?(?:second|minute|hour|day|night|week|month|year)s?(?![\\p{L}])|at once|immediately|instantly|right away|within (?:minutes|hours|days)`,
  'iu',
);
const AMOUNT =
  /\d[\d.,]* ?(?:USD|EUR|GBP|%|percent|dollars|euros|cents)|[$€£] ?\d|free of charge|(?<![\p{L}])free(?![\p{L}])/iu;
const COUNT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${NUMBER.replace('an?|', '')}|once|twice|unlimited)(?![\\p{L}\\p{N}])`,
  'iu',
);

const KINDS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?<![\p{L}])how (?:long|soon|fast|quick(?:ly)?|many (?:\p{L}+ )?(?:days?|hours?|weeks?|months?|years?|minutes?))(?![\p{L}])|(?<![\p{L}])(?:by )?when (?:do|does|did|will|can|is|are|should|must)(?![\p{L}])/iu,
    TIME,
  ],
  [
    /(?<![\p{L}])how much(?! time)|what (?:do|does|will|would) .{1,60} cost|(?<![\p{L}])(?:price|fee) of/iu,
    AMOUNT,
  ],
  [/(?<![\p{L}])how (?:many|often)(?![\p{L}])/iu, COUNT],
];

/** Undefined for a question that any sentence may answer. */
export function answerAskedFor(question: string): HoldsAnswer | undefined {
  const wanted = KINDS.find(([asks]) => asks.test(question))?.[1];
  return wanted && ((sentence) => wanted.test(sentence));
}
