import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { SEEDED, piecesOf } from './fixtures/fragments.js';
import { cleanOutput, createOutputCleaner } from './output.js';

const HOSTS = new Set(['veze.example']);
const clean = (text: string) => cleanOutput(text, HOSTS).text;

test.each([
  'see [our page](https://veze.example/a) and https://veze.example/b?c=d',
  '[order 123](/orders/123), a < b and c > d, I <3 it',
  'Total: 19.99 USD (2 items) at 10:30, and/or [1]. Wow!',
  'note: the data: is fine, C:\\dir, mail ann@veze.example',
])('%# what is harmless stays as it is', (text) => {
  expect(clean(text)).toBe(text);
});

test.each([
  ['click [here](https://evil.test/?d=1 "t") now', 'click here [link removed] now'],
  ['![chart](https://evil.test/?d=1)', 'chart [image removed]'],
  ['[a]: https://evil.test/x', '[a]: [link removed]'],
  ['<https://evil.test>', '[link removed]'],
  ['go to https://evil.test/a?b=c. Or www.evil.test!', 'go to [link removed]. Or [link removed]!'],
  ['data:text/html;base64,AAAA', '[link removed]'],
  ['https://veze.example@evil.test/', '[link removed]'],
  ['[x](//evil.test)', 'x [link removed]'],
  ['[x](/\\evil.test)', 'x [link removed]'],
  ['[x](https&#58;//evil.test)', 'x [link removed]'],
  ['[https://evil.test](https://evil.test)', '[link removed] [link removed]'],
  ['https:/\u0000/evil.test', '[link removed]'],
  ['<img src="https://evil.test/x"> <b>bold</b>', ' bold'],
  ['<<img>img src=x>', '< img src=x>'],
  ['<img src=x onerror=y', 'img src=x onerror=y'],
  ['\u001b[31mred\u001b[0m \u001b]8;;https://evil.test\u0007x\u001b]8;;\u0007', 'red x'],
  ['a\u202eb\u0007c\u{e0041}', 'abc'],
])('%# what a client could act on is taken out', (text, cleaned) => {
  expect(clean(text)).toBe(cleaned);
});

test('what was taken out is counted', () => {
  expect(cleanOutput('<b>x</b> ![a](https://evil.test) https://evil.test', HOSTS).taken).toEqual({
    links: 1,
    images: 1,
    tags: 2,
  });
});

const SCRAPS = (
  '< > [ ] ]( ) ! ![ " \\ // a &#58; <b> <!-- https:// https:/ /evil.test www .evil.test evil.test veze.example/ ' +
  'https://evil.test/?d=1 [x](https://evil.test) \u001b \u001b[ \u{1f600} www. <img [x](/orders/1) \u001b]8;; \u0007 ' +
  'javascript:'
)
  .split(' ')
  .concat(' ', '\n', '<a ', 'x'.repeat(40));
const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 14 }).map((all) => all.join(''));

test('however a reply is cut, what leaves is the cleaned whole', () => {
  fc.assert(
    fc.property(scraps, fc.constantFrom(1, 2, 5, 30), (text, size) => {
      const cleaner = createOutputCleaner(HOSTS);
      const sent = piecesOf(text, size)
        .map((piece) => cleaner.push(piece))
        .join('');
      expect(sent + cleaner.end()).toBe(clean(text));
    }),
    { ...SEEDED, numRuns: 2_000 },
  );
});

test('no address of another host, no tag and no terminal sequence is left', () => {
  fc.assert(
    fc.property(scraps, (text) => {
      const rest = clean(text).replaceAll(/https?:\/+veze\.example\/[^\s)>\]"]*/g, '');
      expect(rest).not.toMatch(/https?:\/\/|<[A-Za-z/!?]|\p{Cc}(?<!\n)|www\.\w|javascript:\w/u);
    }),
    { ...SEEDED, numRuns: 2_000 },
  );
});
