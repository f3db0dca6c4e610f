interface Span {
  start: number;
  end: number;
}

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /(?:\s|\\[nr]|["'+]){0,64}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** The lines an encrypted key begins with. */
const HEADERS =
  /(?:(?:\s|\\[nr]){0,8}(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):[^\n\\]{0,80}){0,4}/y;
const GAP = /(?:\s|\\[nr]|["'+]){0,64}/y;
const LINE = /[A-Za-z0-9+/=]+/y;

/** A key whose next line has not come within so many characters has ended. */
const OPEN_FOR = 512;

/** A line shorter than this is taken for the last of a key, and only after a longer one. */
const FULL_LINE = 30;

/** PEM private keys, also where the end is missing: then up to the last line that can be of the key. */
export function pemKeys(text: string): Span[] {
  const keys: Span[] = [];
  BEGIN.lastIndex = 0;
  for (let match = BEGIN.exec(text); match !== null; match = BEGIN.exec(text)) {
    const bodyStart = BEGIN.lastIndex;
    const { bodyEnd, end } = endOfKey(text, bodyStart);
    if (bodyEnd === bodyStart) continue;
    keys.push({ start: match.index, end });
    BEGIN.lastIndex = end;
  }
  return keys;
}

/** Where the key that may still go on at the end of `text` begins; undefined where none does. */
export function openPemKey(text: string): number | undefined {
  const start = text.lastIndexOf('-----BEGIN ');
  if (start < 0) return undefined;
  BEGIN.lastIndex = start;
  const match = BEGIN.exec(text);
  if (match === null) return text.length - start < 80 ? start : undefined;
  const { end, closed } = endOfKey(text, BEGIN.lastIndex);
  return !closed && text.length - end < OPEN_FOR ? start : undefined;
}

function endOfKey(text: string, bodyStart: number): { bodyEnd: number; end: number; closed: boolean } {
  const headersEnd = after(HEADERS, text, bodyStart) ?? bodyStart;
  const bodyEnd = endOfBody(text, headersEnd, bodyStart);
  const end = bodyEnd === bodyStart ? undefined : after(END, text, bodyEnd);
  return { bodyEnd, end: end ?? bodyEnd, closed: end !== undefined };
}

function endOfBody(text: string, headersEnd: number, bodyStart: number): number {
  let end = headersEnd;
  let any = false;
  for (;;) {
    const lineStart = after(GAP, text, end) ?? end;
    const lineEnd = after(LINE, text, lineStart);
    if (lineEnd === undefined) break;
    const isFull = lineEnd - lineStart >= FULL_LINE;
    if (!isFull && !(any && mayEndKey(text, lineStart, lineEnd))) break;
    end = lineEnd;
    any = true;
    if (!isFull) break;
  }
  return any ? end : bodyStart;
}

/** A short rest of Base64, as no word is: it goes on to the end marker, or holds a digit, `=`, `+` or `/`. */
function mayEndKey(text: string, start: number, end: number): boolean {
  return after(END, text, end) !== undefined || /[0-9=+/]/.test(text.slice(start, end));
}

function after(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
