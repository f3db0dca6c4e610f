import type { JsonValue } from '../../src/contracts/json.js';

/** What is wrong with a Python file, and on which line. */
export class PythonError extends Error {
  override name = 'PythonError';
}

const SPACE = /(?:\s|#[^\n]*)*/y;
const NUMBER = /[+-]?(?:\d[\d_]*)(?:\.\d*)?(?:e[+-]?\d+)?/iy;
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const STRING = /[rbu]{0,2}("""|'''|"|')/iy;
const CONSTANTS: Readonly<Record<string, JsonValue>> = { True: true, False: false, None: null };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * Reads the literal that a Python file assigns to the first name that fits: strings, numbers, lists, tuples, dictionaries, and
 * calls with named arguments (`Task(instruction="...")`), which become objects of these. Anything that would have to be run is refused.
 */
export function readPythonLiteral(text: string, name: RegExp): JsonValue {
  const found = new RegExp(`^(?:${name.source})(?:\\s*:[^=\\n]*)?\\s*=`, `m${name.flags}`).exec(text);
  if (found === null) throw new PythonError(`Nothing is assigned to ${name.source}`);
  return readValue(createCursor(text, found.index + found[0].length));
}

/** A place in a text, and what can be read from there on. */
interface Cursor {
  fail(what: string): never;
  /** What stands here, as a sticky pattern has it. */
  take(pattern: RegExp): string | undefined;
  /** Whether a mark stands next; it is passed then. */
  takes(mark: string): boolean;
  /** The characters ahead. */
  ahead(count: number): string;
}

function createCursor(text: string, start: number): Cursor {
  let at = start;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  return {
    fail: (what) => {
      throw new PythonError(`Line ${text.slice(0, at).split('\n').length}: ${what}`);
    },
    take,
    takes(mark) {
      take(SPACE);
      if (!text.startsWith(mark, at)) return false;
      at += mark.length;
      return true;
    },
    ahead: (count) => text.slice(at, at + count),
  };
}

function readValue(cursor: Cursor): JsonValue {
  cursor.take(SPACE);
  if (/^[rbu]{0,2}["']/i.test(cursor.ahead(3))) return readStrings(cursor);
  if (cursor.takes('[')) return readList(cursor, ']', readValue);
  if (cursor.takes('(')) return readTuple(cursor);
  if (cursor.takes('{'))
    return Object.fromEntries(readList(cursor, '}', (at) => readPair(at, ':', readValue)));
  const number = cursor.take(NUMBER);
  if (number !== undefined) return Number(number.replaceAll('_', ''));
  return readNamed(cursor);
}

function readList<Item>(cursor: Cursor, end: string, item: (cursor: Cursor) => Item): Item[] {
  const items: Item[] = [];
  while (!cursor.takes(end)) {
    items.push(item(cursor));
    if (cursor.takes(',')) continue;
    if (cursor.takes(end)) break;
    cursor.fail(`${end} or a comma should be here`);
  }
  return items;
}

/** Brackets around one value are no tuple; a comma makes one. */
function readTuple(cursor: Cursor): JsonValue {
  if (cursor.takes(')')) return [];
  const first = readValue(cursor);
  if (cursor.takes(')')) return first;
  if (!cursor.takes(',')) cursor.fail(') or a comma should be here');
  return [first, ...readList(cursor, ')', readValue)];
}

function readPair(cursor: Cursor, mark: string, key: (cursor: Cursor) => JsonValue): [string, JsonValue] {
  const name = key(cursor);
  if (!cursor.takes(mark)) cursor.fail(`${mark} should be here`);
  return [String(name), readValue(cursor)];
}

function readName(cursor: Cursor): string {
  cursor.take(SPACE);
  return cursor.take(NAME) ?? cursor.fail('only literals can be read');
}

function readNamed(cursor: Cursor): JsonValue {
  const name = readName(cursor);
  if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name] ?? null;
  if (!cursor.takes('(')) cursor.fail(`${name} is no literal`);
  return Object.fromEntries(readList(cursor, ')', (at) => readPair(at, '=', readName)));
}

/** Strings that stand beside each other are one. */
function readStrings(cursor: Cursor): string {
  let whole = '';
  for (let part = readString(cursor); part !== undefined; part = readString(cursor)) whole += part;
  return whole;
}

function readString(cursor: Cursor): string | undefined {
  cursor.take(SPACE);
  const opening = cursor.take(STRING);
  if (opening === undefined) return undefined;
  const quote = /["'].*$/.exec(opening)?.[0] ?? '"';
  const isRaw = /r/i.test(opening);
  let read = '';
  while (cursor.ahead(quote.length) !== quote) {
    const char = cursor.take(/[^]/y);
    if (char === undefined || (quote.length === 1 && char === '\n'))
      return cursor.fail('a string does not end');
    read += char === '\\' && !isRaw ? readEscape(cursor) : char;
  }
  cursor.takes(quote);
  return read;
}

function readEscape(cursor: Cursor): string {
  const code = cursor.take(/x[\da-f]{2}|u[\da-f]{4}/iy);
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  const char = cursor.take(/[^]/y) ?? '';
  return ESCAPES[char] ?? (/["'\\]/.test(char) ? char : `\\${char}`);
}
