interface Span {
  start: number;
  end: number;
}

/** `api_key = ...`, `"client_secret": "..."`, `my token is ...`, `Authorization: Bearer ...`. */
const NAMED =
  /(?:(key|token|secret)["']?(?:\s{0,3}(?:=>|:=|==?|:)\s{0,3}|\s{1,3}(?:is|was)\s{0,3}:?\s{0,3})|bearer\s{1,3}|authorization:\s{0,3}(?:basic|token)\s{1,3})["'`]?(?=[\w+/=.~-]{16})/gi;
/** What makes a key a secret one: `signing key`, `secret access key`. A token or a secret needs no more. */
const QUALIFIER =
  /(?:api|access|account|encryption|signing|auth|service|secret|subscription|storage)[ _-]?(?:access[ _-]?)?$/i;
const VALUE = /[\w+/=.~-]+/y;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `please-read-this`, `nebula_skin_2`: a name. */
const NAME = /^[a-z]+(?:[-_.][a-z]+)*[-_.]?\d{0,4}$/i;

/** Enough of a value to tell what it is. */
const SAMPLE = 128;

/** Values that are called a key or a token and look made by a machine: 16 characters or more, letters and digits. */
export function namedSecrets(text: string): Span[] {
  const secrets: Span[] = [];
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match !== null; match = NAMED.exec(text)) {
    const start = NAMED.lastIndex;
    if (!isSecretName(text, match.index, match[1]) || !isMachineMade(text, start, match[1])) continue;
    const end = endOfValue(text, start);
    secrets.push({ start, end });
    NAMED.lastIndex = end;
  }
  return secrets;
}

function isSecretName(text: string, start: number, word: string | undefined): boolean {
  return word?.toLowerCase() !== 'key' || QUALIFIER.test(text.slice(Math.max(0, start - 24), start));
}

function isMachineMade(text: string, start: number, word: string | undefined): boolean {
  const sample = text.slice(start, start + SAMPLE);
  const value = sample.slice(0, endOfValue(sample, 0));
  // Ids are made like this too, and are called tokens (`page token`); nobody calls one a secret or a key.
  if (UUID.test(value)) return word !== undefined && word.toLowerCase() !== 'token';
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !NAME.test(value);
}

function endOfValue(text: string, start: number): number {
  VALUE.lastIndex = start;
  if (!VALUE.test(text)) return start;
  let end = VALUE.lastIndex;
  // A full stop ends the sentence, not the key.
  while (end > start && text[end - 1] === '.') end -= 1;
  return end;
}
