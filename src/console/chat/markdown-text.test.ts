import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MarkdownText } from './MarkdownText.js';

const drawn = (text: string): string => renderToStaticMarkup(createElement(MarkdownText, { text }));

test('lists and emphasis are drawn', () => {
  expect(drawn('Here:\n- **one**\n- two')).toMatch(/<li><strong>one<\/strong><\/li>\s*<li>two<\/li>/);
});

test.each([
  '![pixel](https://evil.example/p.png)',
  '<img src="https://evil.example/p.png">',
  '<script src="https://evil.example/x.js"></script>',
  '<iframe src="https://evil.example"></iframe>',
  '<style>@import "https://evil.example/x.css"</style>',
  '<svg onload="alert(1)"></svg>',
])('%s makes the page load and run nothing', (text) => {
  expect(drawn(text)).not.toMatch(/<(?!\/?(?:div|p|span)\b)/);
});

test.each(['[x](javascript:alert(1))', '[x](data:text/html,hi)', '[x](/elsewhere)', '[x](vbscript:x)'])(
  '%s leads nowhere',
  (text) => expect(drawn(text)).not.toContain('<a'),
);

test('a link says where it leads, and gives nothing of this page away', () => {
  const html = drawn('[your order](https://veze.io/orders/1)');
  expect(html).toContain('href="https://veze.io/orders/1"');
  expect(html).toContain('rel="noopener noreferrer nofollow"');
  expect(html).toContain('(veze.io)');
});
