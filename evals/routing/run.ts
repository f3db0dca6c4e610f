import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Mode } from '../../src/contracts/mode.js';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import { openMeaning } from '../../src/planner/meaning/open-meaning.js';
import { createAskRouter } from './ask-router.js';
import { LabelMap } from './label-map.js';
import { measureOutside } from './outside-set.js';
import { trainOutside, type TrainingRun } from './outside-training.js';
import { measure, readUtterances } from './own-set.js';
import { readRows } from './read-rows.js';
import { showOutside, showOwn, showTraining } from './show.js';

const USAGE = `npm run evals:routing -- [--json]
npm run evals:routing -- --format csv|jsonl FILE --map MAP [--mode support] [--text COLUMN] [--label COLUMN]
npm run evals:routing -- --format csv|jsonl FILE --train FILE [--shots 10 --seeds 5] [--oos oos]`;

const Format = z.enum(['csv', 'jsonl'], { error: `--format is csv or jsonl\n${USAGE}` });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    map: { type: 'string' },
    mode: { type: 'string', default: 'support' },
    text: { type: 'string' },
    label: { type: 'string' },
    train: { type: 'string' },
    shots: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    oos: { type: 'string', default: 'oos' },
    json: { type: 'boolean', default: false },
  },
});

/** An eval would rather wait than measure the rules alone. */
const PATIENCE_MS = 60_000;

const { embeddings } = openEmbeddings({ remote: undefined });
try {
  await run(embeddings, positionals[0]);
} finally {
  await embeddings.close();
}

async function run(vectors: TextEmbeddings, file: string | undefined): Promise<void> {
  if (file === undefined) return print(await own(vectors), showOwn);
  if (values.train !== undefined) return print(await training(vectors, file, values.train), showTraining);
  if (values.map === undefined) throw new Error(`An outside file needs --map or --train\n${USAGE}`);
  print(await outside(vectors, file, values.map), showOutside);
}

async function own(vectors: TextEmbeddings) {
  const utterances = readUtterances('utterances');
  const keywords = await measure(utterances, createAskRouter());
  return {
    keywords,
    meaning: await measure(utterances, createAskRouter(await openMeaning(vectors, PATIENCE_MS))),
  };
}

async function outside(vectors: TextEmbeddings, file: string, mapFile: string) {
  const rows = readRows(file, Format.parse(values.format), values);
  const map = LabelMap.parse(JSON.parse(readFileSync(mapFile, 'utf8')));
  const mode = Mode.parse(values.mode);
  const keywords = await measureOutside(rows, { map, mode, ask: createAskRouter() });
  const ask = createAskRouter(await openMeaning(vectors, PATIENCE_MS));
  return { keywords, meaning: await measureOutside(rows, { map, mode, ask }) };
}

async function training(vectors: TextEmbeddings, file: string, trainFile: string): Promise<TrainingRun[]> {
  const format = Format.parse(values.format);
  const data = {
    train: readRows(trainFile, format, values),
    test: readRows(file, format, values),
    oosLabel: values.oos,
  };
  const shots = values.shots === undefined ? undefined : z.coerce.number().int().min(1).parse(values.shots);
  const seeds = shots === undefined ? 1 : z.coerce.number().int().min(1).parse(values.seeds);
  const runs: TrainingRun[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) runs.push(await trainOutside(data, vectors, { shots, seed }));
  return runs;
}

function print<T>(result: T, show: (result: T) => string): void {
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : show(result)}\n`);
}
