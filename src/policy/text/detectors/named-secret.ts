interface Span {
  start: number;
  end: number;
}

const NAME =
  '(?:api|access|account|encryption|signing|auth|service|secret)[ _-]?(?:access[ _-]?)?key|apikey|' +
  '(?:client|app|consumer|shared|webhook|signing|aws)[ _-]?secret|' +
  '(?:api|access|auth|refresh|session|bearer|bot|oauth|id|deploy|login)[ _-]?token|token|secret';
/** `api_key = ...`, `"client_secret": "..."`, `my token is ...`, `Authorization: Bearer ...`. */
const NAMED = new RegExp(
  `(?<![A-Za-z])(?:(${NAME})["']?(?:\\s{0,3}(?:=>|->|:=|[:=])\\s{0,3}|\\s{1,3}(?:is|was)\\s{0,3}:?\\s{0,3})` +
    `|bearer\\s{1,3}|authorization:\\s{0,3}(?:basic|token)\\s{1,3})["'\`]?(?=[\\w+/=.~-]{16})`,
  'gi',
);
const VALUE = /[\w+/=.~-]+/y;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Enough of a value to tell what it is. */
const SAMPLE = 128;

/** Values that are called a key or a token and look made by a machine: 16 characters or more, letters and digits. */
export function namedSecrets(text: string): Span[] {
  const secrets: Span[] = [];
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match !== null; match = NAMED.exec(text)) {
    const start = NAMED.lastIndex;
    if (!isMachineMade(text.slice(start, start + SAMPLE), match[1])) continue;
    const end = endOfValue(text, start);
    secrets.push({ start, end });
    NAMED.lastIndex = end;
  }
  return secrets;
}

function isMachineMade(sample: string, name: string | undefined): boolean {
  const value = sample.slice(0, endOfValue(sample, 0));
  if (UUID.test(value)) return name !== undefined && !/^(?:token|id.?token)$/i.test(name);
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/^[a-z]+(?:[-_.][a-z]+)*[-_.]?\d{0,4}$/i.test(value);
}

function endOfValue(text: string, start: number): number {
  VALUE.lastIndex = start;
  if (!VALUE.test(text)) return start;
  let end = VALUE.lastIndex;
  // A full stop ends the sentence, not the key.
  while (end > start && text[end - 1] === '.') end -= 1;
  return end;
}
