import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import {
  classify,
  embedAll,
  trainClassifier,
  type Classifier,
} from '../../src/planner/meaning/classifier.js';
import { createRandom } from '../../src/core/random.js';
import { shuffled } from '../../src/planner/meaning/random.js';
import { outOfScopeFigures, percent, type OutOfScopeFigures } from './figures.js';
import type { OutsideRow } from './read-rows.js';

export interface TrainingRun {
  seed: number;
  examples: number;
  accuracy: number;
  outOfScope: OutOfScopeFigures | undefined;
}

/** Trains the classifier on the rows of a data set, all or `shots` of each label, and measures it on others of the same set. */
export async function trainOutside(
  data: { train: readonly OutsideRow[]; test: readonly OutsideRow[]; oosLabel: string },
  embeddings: TextEmbeddings,
  { shots, seed }: { shots: number | undefined; seed: number },
): Promise<TrainingRun> {
  const inScope = data.train.filter(({ label }) => label !== data.oosLabel);
  const rows = shots === undefined ? inScope : fewOfEach(inScope, shots, seed);
  const classifier = await trainClassifier(rows, embeddings);
  const vectors = await embedAll(
    embeddings,
    data.test.map(({ text }) => text),
  );
  const judged = data.test.map((row, index) => ({ ...row, ...judge(classifier, row.text, vectors[index]) }));
  const known = judged.filter(({ label }) => label !== data.oosLabel);
  const outside = judged.filter(({ label }) => label === data.oosLabel);
  return {
    seed,
    examples: rows.length,
    accuracy: percent(known.filter(({ label, best }) => label === best).length, known.length),
    outOfScope:
      outside.length === 0
        ? undefined
        : outOfScopeFigures(
            known.map(({ score }) => score),
            outside.map(({ score }) => score),
          ),
  };
}

/** The likeliest label, and probability and nearness together. */
function judge(
  classifier: Classifier,
  text: string,
  vector: Float32Array = new Float32Array(classifier.dimension),
) {
  const { probabilities, cosine } = classify(classifier, text, vector);
  const top = probabilities.reduce((best, p) => Math.max(best, p), 0);
  return { best: classifier.labels[probabilities.indexOf(top)], score: top + cosine };
}

export function fewOfEach(rows: readonly OutsideRow[], shots: number, seed: number): OutsideRow[] {
  const taken = new Map<string, number>();
  const chosen: OutsideRow[] = [];
  for (const index of shuffled(rows.length, createRandom(seed))) {
    const row = rows[index];
    const count = row === undefined ? shots : (taken.get(row.label) ?? 0);
    if (row === undefined || count >= shots) continue;
    taken.set(row.label, count + 1);
    chosen.push(row);
  }
  return chosen;
}
