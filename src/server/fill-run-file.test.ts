import { expect, test } from 'vitest';
import type { RunFile } from '../contracts/run-file.js';
import { fillRunFile } from './fill-run-file.js';

const NASTY = `</script><script>alert(1)</script><!-- <script> \u2028 \u2029 $& $1 "quoted" \\u003c`;
const file = { run: { message: NASTY }, events: [], graph: null, parent: null } as unknown as RunFile;
const TEMPLATE = '<body><!-- run --><script type="module">const place = "<!-- run -->";</script></body>';

test('whatever was written in a run, the file holds it as data and as it was', () => {
  const html = fillRunFile(TEMPLATE, file);
  const [, json = ''] = /<script id="run" type="application\/json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(json)).toEqual(file);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(json).not.toMatch(/[<\u2028\u2029]/);
  // Only the place itself is filled, not what the script says of it.
  expect(html).toContain('const place = "<!-- run -->"');
});

test('a template without a place is refused', () => {
  expect(() => fillRunFile('<body></body>', file)).toThrow('no place');
});
