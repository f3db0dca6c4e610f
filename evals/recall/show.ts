import { table } from '../routing/figures.js';
import { WAYS, type KindMeasured, type Measured } from './measure.js';

/** The figures for a person. */
export function showRecall(measured: Measured, unknownEvidence: number): string {
  const head = ['', 'n', ...WAYS.flatMap((way) => [`${way} @5`, '@10', 'MRR']), 'above the floor @10'];
  const { n, nothingRecalled } = measured.unanswerable;
  const parts = [
    `${measured.conversations} conversations, ${measured.turns} turns, ${measured.all.n + n} questions; recall in %`,
    table(head, [measured.all, ...measured.byKind].map(rowOf)),
    ...(n === 0 ? [] : [`${n} questions nothing answers: nothing is recalled for ${nothingRecalled} %`]),
    `${measured.foreign.n} questions about another life: nothing is recalled for ${measured.foreign.nothingRecalled} %`,
    ...(unknownEvidence === 0 ? [] : [`${unknownEvidence} pieces of evidence name no turn and are left out`]),
  ];
  return parts.join('\n\n');
}

/** What fused recall did not find among the first ten. */
export function showMissed({ missed }: Measured): string {
  const rows = missed.map(({ kind, question, evidence, best }) => [kind, question, evidence, best]);
  return table(['kind', 'question', 'not found', 'found first'], rows);
}

function rowOf({ kind, n, ways, aboveFloor }: KindMeasured): (string | number)[] {
  const figures = WAYS.flatMap((way) => [ways[way].recallAt5, ways[way].recallAt10, ways[way].mrr]);
  return [kind, n, ...figures, aboveFloor];
}
