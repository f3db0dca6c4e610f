import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { inFile, InputError, runCommand } from '../command.js';
import { readImportMap, type ImportMap } from './import-map.js';
import type { Imported } from './imported.js';
import { FORMATS, readFormat } from './read-formats.js';
import { toCases, toRoutingRows } from './to-cases.js';

const USAGE = `npm run evals:import -- --format ${FORMATS.join('|')} --map MAP.yaml [--as cases|routing] [--to evals/out/imported] [--limit N] FILE
  --map    what their labels and tools mean here: {mode, labels: {LABEL: orders}, tools: {THEIRS: orders.refund}}
  --as     cases: a file for each conversation, for npm run evals -- --cases FOLDER
           routing: lines of {text, intent}, for npm run evals:routing -- --format jsonl FILE --map LABELS.json
No such set is part of this project; samples of each layout, written by us, are in evals/import/samples/.`;

const Asked = z.object({
  format: z.enum(FORMATS),
  map: z.string(),
  as: z.enum(['cases', 'routing']),
  to: z.string(),
  limit: z.coerce.number().int().min(1),
});
type Asked = z.infer<typeof Asked>;

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await runCommand(() => {
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
  const [file] = positionals;
  if (values.help || file === undefined) return void print(USAGE);
  importFile(file, Asked.parse(values));
});

function importFile(name: string, { format, limit, to, as, ...asked }: Asked): void {
  const imported = inFile(name, () => readFormat(readFileSync(name, 'utf8'), format)).slice(0, limit);
  const map = inFile(asked.map, () => readImportMap(asked.map));
  const set = basename(name).replace(/\.[^.]*$/, '');
  const folder = join(to, set);
  mkdirSync(folder, { recursive: true });
  if (as === 'routing') return writeRouting(folder, imported, map);
  const cases = toCases(imported, map, set);
  for (const [fileName, text] of cases) writeFileSync(join(folder, fileName), text);
  print(
    `${cases.size} of ${imported.length} have become cases in ${folder}; the map knows nothing to expect of the others.\nnpm run evals -- --cases ${to} --suite ${set}`,
  );
}

function writeRouting(folder: string, imported: readonly Imported[], map: ImportMap): void {
  const rows = toRoutingRows(imported);
  if (rows === '')
    throw new InputError('Nothing in it has a label, so there is nothing to route to: use --as cases.');
  writeFileSync(join(folder, 'routing.jsonl'), rows);
  writeFileSync(join(folder, 'labels.json'), `${JSON.stringify(map.labels, null, 2)}\n`);
  const count = rows.split('\n').length - 1;
  print(
    `${count} sentences.\nnpm run evals:routing -- --format jsonl ${folder}/routing.jsonl --map ${folder}/labels.json`,
  );
}
