/** English averages about four characters a token; counting a little more leaves room for other text. */
const CHARACTERS_PER_TOKEN = 3.5;

/** About how many tokens a text is. An estimate: it knows no model's tokenizer. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** How many characters about fit into so many tokens. */
export function charactersIn(tokens: number): number {
  return Math.floor(tokens * CHARACTERS_PER_TOKEN);
}
