import { ToolError } from './errors.js';

/** A path whose parts are encoded; only `path` makes one, so that a raw id cannot slip in. */
export interface Path {
  readonly text: string;
}

export type Query = Record<string, string | number | undefined>;

/** `` path`/orders/${id}/refund` ``: every value stays within its own segment. */
export function path(literals: TemplateStringsArray, ...values: (string | number)[]): Path {
  return { text: literals.reduce((text, literal, i) => text + encodeSegment(values[i - 1] ?? '') + literal) };
}

/** The full address. Parameters without a value are left out. */
export function urlOf(baseUrl: string, { text }: Path, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.append(name, String(value));
  }
  const search = params.toString();
  return search === '' ? baseUrl + text : `${baseUrl}${text}?${search}`;
}

/** `.` and `..` survive encoding and would be resolved away by the URL parser; an empty id would name the collection. */
function encodeSegment(value: string | number): string {
  const text = String(value);
  if (/^\.{0,2}$/.test(text) || /\p{Surrogate}/u.test(text))
    throw new ToolError('invalid', 'That id is not valid.');
  return encodeURIComponent(text);
}
