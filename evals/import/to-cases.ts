import { stringify } from 'yaml';
import type { JsonObject } from '../../src/contracts/json.js';
import { routeFor, type ImportMap } from './import-map.js';
import type { Imported } from './imported.js';

const MOST_TURNS = 24;

/** A case for each conversation of which the map knows something to expect; by name of the file, as YAML. */
export function toCases(imported: readonly Imported[], map: ImportMap, set: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const one of imported) {
    const spec = toCase(one, map, set);
    if (spec === undefined) continue;
    const name = one.id.replaceAll(/[^\w-]+/g, '-').toLowerCase();
    files.set(`${name}.yaml`, stringify(spec, { lineWidth: 110 }));
  }
  return files;
}

function toCase({ id, says, label, tools }: Imported, map: ImportMap, set: string): JsonObject | undefined {
  const route = label === undefined ? undefined : routeFor(map, label);
  const wanted = [...new Set(tools.flatMap((tool) => map.tools[tool] ?? []))];
  if (route === undefined && wanted.length === 0) return undefined;
  const first = {
    ...(route === undefined ? {} : { route }),
    ...(wanted.length === 0 ? {} : { tools: { match: 'superset', calls: wanted.map((tool) => ({ tool })) } }),
  };
  const turns = says.slice(0, MOST_TURNS).map((say, index) => ({ say, expect: index === 0 ? first : {} }));
  return {
    title: `${set} ${id}${label === undefined ? '' : ` (${label})`}`,
    mode: map.mode,
    tags: [set],
    turns,
  };
}

/** Lines of `{text, intent}` for `npm run evals:routing`, which takes the same labels by the same map. */
export function toRoutingRows(imported: readonly Imported[]): string {
  const rows = imported.flatMap(({ says: [text], label }) =>
    text === undefined || label === undefined ? [] : [JSON.stringify({ text, intent: label })],
  );
  return rows.length === 0 ? '' : `${rows.join('\n')}\n`;
}
