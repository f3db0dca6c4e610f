import type { RunFile } from '../contracts/run-file.js';

/** Where the template holds the place of the run. */
const PLACE = '<!-- run -->';

/** The page that shows one run by itself, made of the template that is built as `dist/console/run-file.html`. */
export function fillRunFile(template: string, file: RunFile): string {
  if (!template.includes(PLACE)) throw new Error('The template has no place for a run');
  const data = `<script id="run" type="application/json">${asInlineJson(file)}</script>`;
  return template.replace(PLACE, () => data);
}

/** JSON that ends no script and begins no comment, whatever somebody wrote; no line separators of JavaScript's own either. */
function asInlineJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
