import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../contracts/chat.js';
import { checkReply, cleanReplyText } from './reply-policy.js';

const HOSTS: ReadonlySet<string> = new Set(['veze.io']);

const answer = (text: string): Reply => ({ kind: 'answer', data: null, text });

// oxlint-disable-next-line no-control-regex
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test.each([
  ['a colour', '\u001b[31mred\u001b[0m', 'red'],
  ['a cursor movement', 'a\u001b[2J\u001b[1;1Hb', 'ab'],
  ['a private mode', '\u001b[?1049hx', 'x'],
  ['a window title', '\u001b]0;owned\u0007x', ']0;ownedx'],
  ['an 8-bit escape', '\u009b31mx', '31mx'],
  ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
  ['a carriage return', 'safe\rrm -rf', 'saferm -rf'],
  ['a line end of Windows', 'a\r\nb', 'a\nb'],
  ['a right-to-left override', 'invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['an isolate', '\u2066a\u2069', 'a'],
  ['a NUL', 'a\u0000b', 'ab'],
])('%s is taken out', (_what, text, clean) => {
  expect(cleanReplyText(text)).toBe(clean);
});

test('what people write stays: line ends, tabs, emoji, Hebrew with its marks', () => {
  const text = 'Zeile 1\n\tZeile 2 👩‍🚀 שלום\u200f naïve';
  expect(cleanReplyText(text)).toBe(text);
});

test('nothing dangerous is left, and cleaning twice is cleaning once', () => {
  const piece = fc.oneof(
    fc.constantFrom('\u001b', '\u001b[', '\u001b[31m', '[', '3', 'm', '\u202e', '\u0000', '\u009b'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const clean = cleanReplyText(pieces.join(''));
      expect(clean).not.toMatch(DANGEROUS);
      expect(cleanReplyText(clean)).toBe(clean);
    }),
  );
});

describe('a text that comes piece by piece', () => {
  const parts = fc.array(
    fc.oneof(fc.constantFrom('\u001b[31m', '\u001b[0m', '\u001b', '\u202e', '\u0007', 'm'), fc.string()),
  );

  test('is clean whatever the pieces', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.nat(40)), (given, cuts) => {
        const text = given.join('');
        const pieces = [...cuts, Infinity].map((cut, index) => text.slice(cuts[index - 1] ?? 0, cut));
        expect(pieces.map(cleanReplyText).join('')).not.toMatch(DANGEROUS);
      }),
    );
  });

  test('is the same as the whole where no cut goes through an escape sequence', () => {
    const whole = fc.array(
      fc.oneof(fc.constantFrom('\u001b[31m', '\u202e', '\u0007', '😀'), fc.stringMatching(/^[a-z ]*$/)),
    );
    fc.assert(
      fc.property(whole, (pieces) => {
        expect(pieces.map(cleanReplyText).join('')).toBe(cleanReplyText(pieces.join('')));
      }),
    );
  });

  test('keeps the rest of an escape sequence that was cut in two, as harmless text', () => {
    expect(['a\u001b', '[31mb'].map(cleanReplyText).join('')).toBe('a[31mb');
  });
});

test('a reply with nothing to object to passes as it is', () => {
  const reply = answer('Order 123 is on its way.');
  expect(checkReply(reply, HOSTS)).toEqual({ reply, reasons: [] });
});

test('what was changed is said', () => {
  expect(checkReply(answer('\u001b[1mhi'), HOSTS)).toEqual({
    reply: answer('hi'),
    reasons: ['control_characters'],
  });
});

test.each(['', '   ', '\n', '\u0000\u202e'])('an empty reply (%j) becomes a sentence', (text) => {
  const { reply, reasons } = checkReply(answer(text), HOSTS);
  expect(reply.text).toMatch(/\w/);
  expect(reasons).toContain('empty');
});

test('an endless reply is cut with a mark, not through a character', () => {
  const { reply, reasons } = checkReply(answer(`${'x'.repeat(15_999)}😀${'y'.repeat(10)}`), HOSTS);
  expect(reply.text).toBe(`${'x'.repeat(15_999)}…`);
  expect(reasons).toEqual(['too_long']);
  expect(checkReply(answer('x'.repeat(16_000)), HOSTS).reasons).toEqual([]);
});

test('the other fields of a reply are left as they are', () => {
  const reply: Reply = {
    kind: 'nav',
    to: 'VEZEPyCommerce',
    data: { n: 1 },
    text: '\u0007',
    degraded: 'rag is away',
  };
  expect(checkReply(reply, HOSTS).reply).toMatchObject({
    kind: 'nav',
    to: 'VEZEPyCommerce',
    data: { n: 1 },
    degraded: 'rag is away',
  });
});

test('links and images to other hosts, and secrets, are taken out; links to ours stay', () => {
  const text = 'See https://veze.io/a and ![x](https://evil.example/?d=1), my password is hunter22x.';
  const { reply, reasons } = checkReply(answer(text), HOSTS);
  expect(reply.text).toContain('https://veze.io/a');
  expect(reply.text).not.toMatch(/evil|hunter22x/);
  expect(reasons).toEqual(['secret', 'markup']);
});
