import type { Price } from '../core/model-settings.js';

const MILLION = 1_000_000;

/** What tokens of a model cost in US dollars; nothing where its price is not known. */
export function costOf(
  prices: ReadonlyMap<string, Price>,
  model: string,
  tokens: { input: number; output: number },
): number {
  const price = prices.get(model);
  if (price === undefined) return 0;
  return (tokens.input * price.input + tokens.output * price.output) / MILLION;
}
