const BETWEEN_SLASHES = /^\/(?<source>.+)\/(?<flags>[a-z]*)$/s;

/** True where the text holds what is looked for; case, runs of spaces and the shapes of quotation marks do not matter. */
export function holds(text: string, test: string): boolean {
  const { source, flags = '' } = BETWEEN_SLASHES.exec(test)?.groups ?? {};
  if (source === undefined) return plain(text).includes(plain(test));
  return new RegExp(source, flags).test(text);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"').replaceAll(/\s+/g, ' ').trim();
}
