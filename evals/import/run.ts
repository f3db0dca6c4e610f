import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readImportMap } from './import-map.js';
import { FORMATS, readFormat } from './read-formats.js';
import { toCases, toRoutingRows } from './to-cases.js';

const USAGE = `npm run evals:import -- --format ${FORMATS.join('|')} --map MAP.yaml [--as cases|routing] [--to evals/out/imported] [--limit N] FILE
  --map    what their labels and tools mean here: {mode, labels: {LABEL: orders}, tools: {THEIRS: orders.refund}}
  --as     cases: a file for each conversation, for npm run evals -- --cases FOLDER
           routing: lines of {text, intent}, for npm run evals:routing -- --format jsonl FILE --map LABELS.json
No such set is part of this project; samples of each layout, written by us, are in evals/import/samples/.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    map: { type: 'string' },
    as: { type: 'string', default: 'cases' },
    to: { type: 'string', default: 'evals/out/imported' },
    limit: { type: 'string', default: '1000000' },
    help: { type: 'boolean', default: false },
  },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const [file] = positionals;

if (values.help || file === undefined || values.format === undefined || values.map === undefined)
  print(USAGE);
else importFile(file, values.format, values.map);

function importFile(name: string, format: string, mapFile: string): void {
  const limit = z.coerce.number().int().min(1).parse(values.limit);
  const imported = readFormat(readFileSync(name, 'utf8'), z.enum(FORMATS).parse(format)).slice(0, limit);
  const map = readImportMap(mapFile);
  const set = basename(name).replace(/\.[^.]*$/, '');
  const folder = join(values.to, set);
  mkdirSync(folder, { recursive: true });
  if (values.as === 'routing') {
    writeFileSync(join(folder, 'routing.jsonl'), toRoutingRows(imported));
    writeFileSync(join(folder, 'labels.json'), `${JSON.stringify(map.labels, null, 2)}\n`);
    print(`${imported.length} sentences: ${folder}/routing.jsonl, with labels.json for --map`);
    return;
  }
  const cases = toCases(imported, map, set);
  for (const [fileName, text] of cases) writeFileSync(join(folder, fileName), text);
  print(
    `${cases.size} cases of ${imported.length}; npm run evals -- --cases ${values.to} --suite ${set}. Left out are those of which the map knows nothing to expect.`,
  );
}
