/** Tells for any stretch of a row of digits whether it ends in its Luhn check digit, each in constant time. */
export function luhnOver(digits: Uint8Array): (first: number, past: number) => boolean {
  const even = cumulated(digits, 0);
  const odd = cumulated(digits, 1);
  return (first, past) => {
    const sums = (past - 1) % 2 === 0 ? even : odd;
    return ((sums[past] ?? 0) - (sums[first] ?? 0)) % 10 === 0;
  };
}

/** Sums from the left in which the digits at places of this parity count once and the others are doubled. */
function cumulated(digits: Uint8Array, parity: number): Uint32Array {
  const sums = new Uint32Array(digits.length + 1);
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits[index] ?? 0;
    if (index % 2 === parity) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
    sums[index + 1] = sum;
  }
  return sums;
}
