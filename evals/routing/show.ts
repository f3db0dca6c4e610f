import { percent, table, type Share } from './figures.js';
import type { OutsideMeasured } from './outside-set.js';
import type { TrainingRun } from './outside-training.js';
import type { Measured } from './own-set.js';

interface Pair<T> {
  keywords: T;
  meaning: T;
}

/** The figures of our own set, for a person. */
export function showOwn({ keywords, meaning }: Pair<Measured>): string {
  const both = (name: string, of: (measured: Measured) => number): (string | number)[] => [
    name,
    of(keywords),
    of(meaning),
  ];
  const head = ['%', 'keywords only', 'with meaning'];
  const total = table(head, [
    both('right specialist', ({ specialist }) => specialist),
    both('right intent', ({ intent }) => intent),
    both('in scope, turned away', ({ falselyRefused }) => falselyRefused),
    both('out of scope, turned away', ({ refused }) => refused),
    both('out of scope recall at 95 % accepted', ({ outOfScope }) => outOfScope.recallAt95),
    both('out of scope AUROC', ({ outOfScope }) => outOfScope.auroc),
  ]);
  const parts = (['byMode', 'bySpecialist', 'byIntent'] as const).map((part) =>
    table(['', 'n', ...head.slice(1)], compared(keywords[part], meaning[part])),
  );
  const wrong = meaning.wrong.map(({ text, wanted, got }) => [wanted, got, text]);
  return [`${meaning.n} utterances`, total, ...parts, table(['wanted', 'got', 'text'], wrong)].join('\n\n');
}

/** The figures of an outside set under a map. */
export function showOutside({ keywords, meaning }: Pair<OutsideMeasured>): string {
  const total = [
    ['right', keywords.accuracy, meaning.accuracy],
    ['in scope, turned away', keywords.falselyRefused, meaning.falselyRefused],
    [
      'out of scope recall at 95 % accepted',
      keywords.outOfScope?.recallAt95 ?? '-',
      meaning.outOfScope?.recallAt95 ?? '-',
    ],
  ];
  const head = ['', 'n', 'keywords only', 'with meaning'];
  return [
    `${meaning.n} rows, ${meaning.unmapped} without a target`,
    table(['%', 'keywords only', 'with meaning'], total),
    table(head, compared(keywords.byTarget, meaning.byTarget)),
    table(head, compared(keywords.byLabel, meaning.byLabel)),
  ].join('\n\n');
}

/** The classifier itself, trained on another set. */
export function showTraining(runs: readonly TrainingRun[]): string {
  const rows = runs.map(({ seed, examples, accuracy, outOfScope }) => [
    seed,
    examples,
    accuracy,
    outOfScope?.recallAt95 ?? '-',
    outOfScope?.auroc ?? '-',
  ]);
  const mean = runs.reduce((sum, { accuracy }) => sum + accuracy, 0) / Math.max(1, runs.length);
  const head = ['seed', 'examples', 'accuracy %', 'oos recall at 95 %', 'auroc'];
  return `${table(head, rows)}\n\nmean accuracy ${mean.toFixed(1)} %`;
}

function compared(keywords: readonly Share[], meaning: readonly Share[]): (string | number)[][] {
  return meaning.map(({ name, right, of }) => {
    const before = keywords.find((share) => share.name === name);
    return [name, of, percent(before?.right ?? 0, before?.of ?? 0), percent(right, of)];
  });
}
