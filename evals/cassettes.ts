import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES_FOLDER, loadCase } from './cases/load-cases.js';
import { makeCassette } from './replay/make-cassette.js';
import { onStage } from './replay/on-stage.js';

// npm run evals:cassettes -- [--only PART] [--database URL]: makes the cassettes of the cases anew whose model is written by hand.

const { values } = parseArgs({ options: { only: { type: 'string' }, database: { type: 'string' } } });

await onStage(values.database, async (stage) => {
  for (const name of readdirSync(CASES_FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.ya?ml$/.test(name) || !name.includes(values.only ?? '')) continue;
    const loaded = loadCase(join(CASES_FOLDER, name), CASES_FOLDER, false);
    if (loaded.kind !== 'conversation' || loaded.spec.turns.every(({ model }) => model.length === 0))
      continue;
    await makeCassette(stage, loaded);
    process.stdout.write(`${loaded.id}\n`);
  }
});
