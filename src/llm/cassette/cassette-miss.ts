import type { JsonObject, JsonValue } from '../../contracts/json.js';
import type { CanonicalRequest } from './canonical-request.js';
import type { Exchange } from './cassette.js';

/** A request was made that the cassette has no answer to. No fault of a model's: it is never answered by falling back. */
export class CassetteMissError extends Error {
  override name = 'CassetteMissError';

  constructor(file: string, asked: CanonicalRequest, exchanges: readonly Exchange[]) {
    super(`${file} has no answer to this request for "${asked.name}": ${describe(asked, exchanges)}`);
  }
}

/** The miss behind whatever the layers between `fetch` and us made of it. */
export function findMiss(error: unknown): CassetteMissError | undefined {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof CassetteMissError) return one;
  return undefined;
}

function describe(asked: CanonicalRequest, exchanges: readonly Exchange[]): string {
  const [nearest] = exchanges
    .filter(({ name }) => name === asked.name)
    .map(({ key, request }) => ({ key, differences: differencesOf(request, asked.request) }))
    .sort((a, b) => a.differences.length - b.differences.length);
  const names = [...new Set(exchanges.map(({ name }) => name))].join(', ');
  if (nearest === undefined) return `it has none for that at all, only for ${names || 'nothing'}.`;
  const shown = nearest.differences.slice(0, 3).map(({ path, recorded, got }) => {
    return `\n  ${path}\n    recorded: ${show(recorded)}\n    asked:    ${show(got)}`;
  });
  const more = nearest.differences.length - shown.length;
  return `the nearest one, ${nearest.key}, differs in${shown.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}

interface Difference {
  path: string;
  recorded: JsonValue | undefined;
  got: JsonValue | undefined;
}

function differencesOf(recorded: JsonObject, got: JsonObject): Difference[] {
  const [before, after] = [leavesOf(recorded), leavesOf(got)];
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .map((path) => ({ path, recorded: before.get(path), got: after.get(path) }))
    .filter((one) => one.recorded !== one.got);
}

/** Every value that holds no other, by where it is: `messages[1].content.lines[4]`. */
function leavesOf(value: JsonValue, path = ''): Map<string, JsonValue> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const inner = Array.isArray(value)
    ? value.map((one, at): [string, JsonValue] => [`${path}[${at}]`, one])
    : Object.entries(value).map(([name, one]): [string, JsonValue] => [
        path === '' ? name : `${path}.${name}`,
        one,
      ]);
  return new Map(inner.flatMap(([where, one]) => [...leavesOf(one, where)]));
}

function show(value: JsonValue | undefined): string {
  if (value === undefined) return '(nothing)';
  const text = JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
