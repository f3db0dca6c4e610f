import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPrompts } from './prompts.js';

function folderWith(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'prompts-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

test('templates are filled and joined; what a value holds is no variable', () => {
  const dir = folderWith({ 'a.md': 'Hello {{name}}.\n', 'b/c.md': 'Bye {{ name }}.' });
  const prompts = loadPrompts({ 'a.md': ['name'], 'b/c.md': ['name'] }, dir);
  expect(prompts.render(['a.md', 'b/c.md'], { name: '{{name}} $&' }).text).toBe(
    'Hello {{name}} $&.\n\nBye {{name}} $&.',
  );
});

test('everything that is wrong is listed at once', () => {
  const dir = folderWith({ 'a.md': '{{other}} {{ name', 'b.md': ' ', 'd.md': 'x' });
  expect(() => loadPrompts({ 'a.md': ['name'], 'b.md': [], 'c.md': [] }, dir)).toThrow(
    /a\.md uses \{\{other\}\}[^]*a\.md does not use \{\{name\}\}[^]*a\.md has a \{\{[^]*b\.md is empty[^]*c\.md is missing[^]*d\.md is used by nothing/,
  );
});

test('the version changes with the text of a template and with nothing else', () => {
  const version = (text: string, value: string): string =>
    loadPrompts({ 'a.md': ['v'] }, folderWith({ 'a.md': text })).render(['a.md'], { v: value }).version;
  expect(version('{{v}} a', '1')).toBe(version('{{v}} a', '2'));
  expect(version('{{v}} a', '1')).not.toBe(version('{{v}} b', '1'));
});

test('a value that is not given is a bug, and is said to be one', () => {
  const prompts = loadPrompts({ 'a.md': ['v'] }, folderWith({ 'a.md': '{{v}}' }));
  expect(() => prompts.render(['a.md'], {})).toThrow('a.md was given no {{v}}');
  expect(() => prompts.render(['z.md'], {})).toThrow('There is no prompt z.md');
});
