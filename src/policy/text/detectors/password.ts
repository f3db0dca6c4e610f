import type { Detector } from './detector.js';
import { findingAt } from './detector.js';
import { isPassword } from './password-value.js';
import type { Stated } from './password-value.js';

const KEYWORD =
  '(?<word>pass ?words?|passwd|pass ?phrase|pass ?code|pwd|passwort|kennwort|passwörter|mot de passe|contrase[ñn]a|senha|' +
  "wachtwoord|parola d'ordine|has[łl]o|[şs]ifrem?|пapoль|密码|密碼|パスワード|비밀번호)|(?<pw>pw|kennw)|(?<pass>pass)|" +
  '(?<code>pin(?: ?(?:code|number|no))?|otp|(?:one[ -]?time|verification|2fa|mfa|authentication) (?:pass)?(?:code|pin))';
/** `for the shop`, `to my account`: up to four words. */
const ABOUT = "(?:[ \\t]{1,3}(?:for|to|of|on|at|für)(?:[ \\t]{1,3}[\\w.@'-]{1,24}){1,4}?)?";
const OUTRIGHT =
  '(?<outright>["\'`]?\\s{0,4}(?:=>|:=|==?|:)\\s{0,4}|\\s{0,4}(?:是|为|為|は|는|은)\\s{0,4}|\\s{1,4}(?:is|was|are|ist|war|lautet|est|es|é|è)(?:\\s{0,3}[:=]\\s{0,3}|\\s{1,4}))';
const LOOSELY = "(?:\\s{1,4}(?:to|will be|should be|would be|as|with|-{1,2}>?|→)\\s{1,4}|(?:'s)?\\s{1,4})";
const FILLER =
  '(?:(?:still|just|now|actually|currently|simply|probably|literally|called|set to|the following|as follows)(?:\\s{0,3}:\\s{0,3}|\\s{1,3})){0,2}';

const STATED = new RegExp(
  `(?<![A-Za-z0-9-])(?!password removed\\])(?:${KEYWORD})(?:${ABOUT}${OUTRIGHT}|${LOOSELY})${FILLER}`,
  'giu',
);
const PREFILTER =
  /pass|has[łl]o|[şs]ifre|пapoль|密|パスワ|비밀|pwd|pw|kennw|contrase|senha|wachtw|parola|pin|otp|code/i;

/** `hunter2 is my password`. */
const REVERSED =
  /(?<!\S)([^\s[\]]{6,64})\s{1,2}(?:is|was)\s{1,2}(?:my|the|our)\s{1,2}(?:[a-z]{1,16}\s{1,2})?pass(?:word|code|phrase)\b/gi;

/** Without what is already taken out, which may have made room between two quotes that were far apart. */
const QUOTED = /(["'`])((?:(?! removed\])[^"'`\n]){3,128})\1/y;
const REST = /\S*/y;
/** Enough of a value to judge it by. */
const SAMPLE = 128;
const AFTERWARDS = 24;

interface Span {
  start: number;
  end: number;
}

/** Passwords, PINs and one-time codes that are said outright; only the value is the finding. */
export const detectPasswords: Detector = (normalised) => {
  const { text } = normalised;
  if (!PREFILTER.test(text)) return [];
  return [...statedPasswords(text), ...reversedPasswords(text)].map((span) =>
    findingAt(normalised, 'password', span),
  );
};

function statedPasswords(text: string): Span[] {
  const found: Span[] = [];
  STATED.lastIndex = 0;
  for (let match = STATED.exec(text); match !== null; match = STATED.exec(text)) {
    const span = passwordAt(text, STATED.lastIndex, match.groups ?? {});
    if (span !== undefined) found.push(span);
    STATED.lastIndex = span?.end ?? match.index + 2;
  }
  return found;
}

function reversedPasswords(text: string): Span[] {
  if (!/\s(?:my|the|our)\s/i.test(text)) return [];
  return [...text.matchAll(REVERSED)].flatMap(({ 1: value, index }) =>
    value !== undefined && isPassword(value, '', 'loosely')
      ? [{ start: index, end: index + value.length }]
      : [],
  );
}

function passwordAt(text: string, at: number, groups: Record<string, string | undefined>): Span | undefined {
  const quoted = quotedAt(text, at);
  const span = quoted ?? tokenAt(text, at);
  if (span === undefined) return undefined;
  const value = text.slice(span.start, span.end);
  const after = text.slice(span.end, span.end + AFTERWARDS);
  if (groups['code'] !== undefined && !isCode(value, after, groups)) return undefined;
  if (!isPassword(value, after, howStated(groups, quoted !== undefined))) return undefined;
  return value.length < SAMPLE - 8 ? span : { start: span.start, end: endOfToken(text, span.end) };
}

/** Digits; with nothing but a blank before them, also nothing but the end of the clause after them. */
function isCode(value: string, after: string, groups: Record<string, string | undefined>): boolean {
  if (!/^\d[\d-]{2,9}$/.test(value)) return false;
  return groups['outright'] !== undefined || (value.length >= 4 && /^\s*(?:$|[.,;!?)\n])/.test(after));
}

/** `pass` and `pw` are not always a password (`Season Pass: 9.99`), so that what follows them must look like one. */
function howStated(groups: Record<string, string | undefined>, quoted: boolean): Stated {
  if (groups['code'] !== undefined) return 'outright';
  const outright = groups['outright'] !== undefined;
  if (groups['pass'] !== undefined) return outright && quoted ? 'outright' : 'loosely';
  return outright || (quoted && groups['pw'] === undefined) ? 'outright' : 'loosely';
}

function quotedAt(text: string, at: number): Span | undefined {
  QUOTED.lastIndex = at;
  const value = QUOTED.exec(text)?.[2];
  return value === undefined ? undefined : { start: at + 1, end: at + 1 + value.length };
}

/** Up to the next white space, without what ends a sentence or closes a bracket; of a long one only the beginning. */
function tokenAt(text: string, at: number): Span | undefined {
  const token = /^[^\s"'`]\S*/.exec(text.slice(at, at + SAMPLE))?.[0] ?? '';
  const value = token.replace(/[.,;:)\]}?"'`]+$/, '');
  return value === '' ? undefined : { start: at, end: at + value.length };
}

function endOfToken(text: string, start: number): number {
  REST.lastIndex = start;
  return REST.test(text) ? REST.lastIndex : start;
}
