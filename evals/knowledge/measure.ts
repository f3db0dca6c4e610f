import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Answer } from '../../src/services/rag/rag.schema.js';
import { percent } from '../routing/figures.js';

/** A question in words of its own; the document that answers and a part of the very sentence, or neither where none does. */
const Answerable = z.strictObject({ question: z.string(), document: z.string(), sentence: z.string() });
const KnowledgeQuestion = z.union([Answerable, z.strictObject({ question: z.string() })]);
export type KnowledgeQuestion = z.infer<typeof KnowledgeQuestion>;

export function isAnswerable(one: KnowledgeQuestion): one is z.infer<typeof Answerable> {
  return 'document' in one;
}

/** `questions` is what is measured; `calibration` is what ranking is chosen on. */
export function readQuestions(name: 'questions' | 'calibration'): KnowledgeQuestion[] {
  const lines = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => KnowledgeQuestion.parse(JSON.parse(line)));
}

/** In percent. */
export interface KnowledgeMeasured {
  n: number;
  /** The first passage quoted is of the right document. */
  hitAt1: number;
  /** Some passage quoted holds the sentence that answers. */
  quoted: number;
  /** Questions that have an answer and got none. */
  unanswered: number;
  /** Questions without an answer to which the service said so. */
  saidSo: number;
  wrong: { question: string; wanted: string; got: string }[];
}

export async function measureKnowledge(
  questions: readonly KnowledgeQuestion[],
  ask: (question: string) => Answer | Promise<Answer>,
): Promise<KnowledgeMeasured> {
  const asked = await Promise.all(questions.map(async (one) => ({ one, answer: await ask(one.question) })));
  const known = asked.flatMap(({ one, answer }) => (isAnswerable(one) ? [{ ...one, answer }] : []));
  const others = asked.filter(({ one }) => !isAnswerable(one));
  const isQuoted = ({ answer, document, sentence }: (typeof known)[number]): boolean =>
    answer.citations.some(({ id, quote }) => id === document && quote.includes(sentence));
  const of = (count: number): number => percent(count, known.length);
  return {
    n: asked.length,
    hitAt1: of(known.filter(({ answer, document }) => answer.citations[0]?.id === document).length),
    quoted: of(known.filter(isQuoted).length),
    unanswered: of(known.filter(({ answer }) => answer.citations.length === 0).length),
    saidSo: percent(
      others.filter(({ answer }) => answer.answer === '' && answer.citations.length === 0).length,
      others.length,
    ),
    wrong: known
      .filter((one) => !isQuoted(one))
      .map(({ question, sentence, answer }) => ({ question, wanted: sentence, got: answer.answer })),
  };
}
