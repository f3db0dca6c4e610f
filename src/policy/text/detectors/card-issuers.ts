import creditCardType from 'credit-card-type';

interface IssuerRange {
  low: string;
  high: string;
  lengths: ReadonlySet<number>;
}

/** Visa has issued 13 digits too, which the library leaves out. */
const MORE_LENGTHS: Readonly<Record<string, readonly number[]>> = { visa: [13] };

const BY_FIRST_DIGIT = issuerRanges();

/** True where an issuer hands out card numbers that begin like this one and are as long. */
export function hasIssuer(digits: string): boolean {
  return (BY_FIRST_DIGIT.get(digits[0] ?? '') ?? []).some(({ low, high, lengths }) => {
    if (!lengths.has(digits.length)) return false;
    const prefix = digits.slice(0, low.length);
    return prefix >= low && prefix <= high;
  });
}

function issuerRanges(): Map<string, IssuerRange[]> {
  const ranges = new Map<string, IssuerRange[]>();
  for (const type of Object.values(creditCardType.types)) {
    const info = creditCardType.getTypeInfo(type);
    const lengths = new Set([...info.lengths, ...(MORE_LENGTHS[type] ?? [])]);
    for (const pattern of info.patterns) {
      const [low, high] = (Array.isArray(pattern) ? pattern : [pattern, pattern]).map(String);
      if (low === undefined || high === undefined) continue;
      for (const first of firstDigits(low, high))
        ranges.set(first, [...(ranges.get(first) ?? []), { low, high, lengths }]);
    }
  }
  return ranges;
}

function firstDigits(low: string, high: string): string[] {
  const from = Number(low[0]);
  return Array.from({ length: Number(high[0]) - from + 1 }, (_, offset) => String(from + offset));
}
