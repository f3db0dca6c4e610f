// oxlint-disable no-control-regex
/** Terminal sequences: CSI (colours, cursor), OSC (titles, hyperlinks), and the short ones. */
const SEQUENCE =
  /\u001b(?:\[[0-9;:<=>?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)|[ -/]{0,3}[0-Z\\^-~])/y;
const UNFINISHED = /\u001b(?:\[[0-9;:<=>?]{0,64}[ -/]{0,8}|\][^\u0007\u001b\n]{0,2000}\u001b?|[ -/]{0,3})$/y;
/** All but newline and tab; and the marks that turn the reading direction or hide text (tag characters). */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu;
const FIRST_OF_PAIR = /[\ud800-\udbff]$/;
// oxlint-enable no-control-regex

/** Takes terminal sequences, control characters and invisible marks out of a text that arrives in pieces. */
export function createControlStripper(): { push(piece: string): string; end(): string } {
  let held = '';
  const take = (text: string, isEnd: boolean): string => {
    const { safe, rest } = strip(text, isEnd);
    held = rest;
    return safe;
  };
  return { push: (piece) => take(held + piece, false), end: () => take(held, true) };
}

function strip(text: string, isEnd: boolean): { safe: string; rest: string } {
  const pieces: string[] = [];
  let from = 0;
  for (let escape = text.indexOf('\u001b'); escape >= 0; escape = text.indexOf('\u001b', from)) {
    pieces.push(text.slice(from, escape));
    if (!isEnd && matchEnd(UNFINISHED, text, escape) !== undefined)
      return { safe: withoutUnsafe(pieces.join('')), rest: text.slice(escape) };
    from = matchEnd(SEQUENCE, text, escape) ?? escape + 1;
  }
  const last = text.slice(from);
  const held = !isEnd && FIRST_OF_PAIR.test(last) ? 1 : 0;
  pieces.push(last.slice(0, last.length - held));
  return { safe: withoutUnsafe(pieces.join('')), rest: last.slice(last.length - held) };
}

function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, '');
}

function matchEnd(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
