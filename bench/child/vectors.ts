import { benchEmbeddings } from '../vectors/embedding.js';
import { benchEndurance, benchOwners } from '../vectors/owners.js';
import type { Part } from '../vectors/part.js';
import { benchRecall } from '../vectors/recall.js';
import { benchSizes } from '../vectors/sizes.js';

// Compiled, since the loader of TypeScript would be measured with what it loads. Arguments: `quick` or `full`, and where
// the addon of hnswlib-node is, and the name of one part where no other is wanted.
const [kind, hnswlib, only = ''] = process.argv.slice(2);
const quick = kind === 'quick';
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const parts: Record<string, () => Promise<Part>> = {
  embedding: () => benchEmbeddings(quick),
  sizes: () =>
    benchSizes({
      sizes: quick ? [50, 1000] : [50, 1000, 10_000, 100_000],
      searches: quick ? 100 : 500,
      writes: quick ? 10 : 50,
      hnswlib: hnswlib === '' ? undefined : hnswlib,
      say,
    }),
  owners: () => benchOwners(quick ? { owners: 100, searches: 500 } : { owners: 2000, searches: 5000 }),
  recall: () =>
    benchRecall(quick ? { sizes: [0, 50, 1000], finds: 100 } : { sizes: [0, 50, 1000, 10_000], finds: 500 }),
  endurance: () =>
    benchEndurance(quick ? { searches: 4000, writes: 400 } : { searches: 100_000, writes: 10_000 }),
};

const done: Part[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (only !== '' && only !== name) continue;
  const { tables, verdicts } = await part();
  for (const { title } of tables) say(`done: ${title}`);
  done.push({ tables, verdicts });
}
process.send?.({
  tables: done.flatMap(({ tables }) => tables),
  verdicts: done.flatMap(({ verdicts }) => verdicts),
});
process.disconnect?.();
