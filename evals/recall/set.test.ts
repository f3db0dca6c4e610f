import { expect, test } from 'vitest';
import { OWN_KINDS, readOwnSet } from './read-set.js';

const { conversations } = readOwnSet();
const questions = conversations.flatMap(({ id, questions }) =>
  questions.map((question) => ({ id, ...question })),
);
const countOf = (kind: string): number => questions.filter((question) => question.kind === kind).length;

test('there are 30 conversations of 30 to 60 turns, between two, over several dated sessions', () => {
  expect(conversations).toHaveLength(30);
  for (const { id, turns } of conversations) {
    expect(turns.length, id).toBeGreaterThanOrEqual(30);
    expect(turns.length, id).toBeLessThanOrEqual(60);
    expect(new Set(turns.map(({ speaker }) => speaker)).size, id).toBe(2);
    const days = turns.map(({ at }) => at?.getTime() ?? Number.NaN);
    expect(new Set(days).size, id).toBeGreaterThanOrEqual(4);
    expect(days, id).toEqual(days.toSorted((a, b) => a - b));
    expect(days).not.toContain(Number.NaN);
  }
});

test('there are more than 180 questions, at least 20 of every kind', () => {
  expect(questions.length).toBeGreaterThan(180);
  expect([...new Set(questions.map(({ kind }) => kind))].toSorted()).toEqual(OWN_KINDS.toSorted());
  for (const kind of OWN_KINDS) expect(countOf(kind), kind).toBeGreaterThanOrEqual(20);
});

test('each question has the evidence of its kind', () => {
  for (const { id, kind, question, evidence } of questions) {
    const label = `${id}: ${question}`;
    if (kind === 'none') expect(evidence, label).toEqual([]);
    else expect(evidence.length, label).toBeGreaterThanOrEqual(kind === 'multi' ? 2 : 1);
    expect(new Set(evidence).size, label).toBe(evidence.length);
  }
});

test('no conversation, long turn or question is there twice', () => {
  const turns = conversations.flatMap(({ turns }) =>
    turns.map(({ text }) => text).filter((text) => text.length > 40),
  );
  for (const texts of [questions.map(({ question }) => question.toLowerCase()), turns]) {
    expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([]);
  }
});

test('a paraphrase shares hardly a word with what it asks for', () => {
  const paraphrases = questions.filter(({ kind }) => kind === 'paraphrase');
  const shares = paraphrases.map(({ id, question, evidence }) => {
    const turns = conversations.find((one) => one.id === id)?.turns ?? [];
    const answer = tellingWords(
      turns
        .filter((turn) => evidence.includes(turn.id))
        .map(({ text }) => text)
        .join(' '),
    );
    const asked = [...tellingWords(question)];
    return asked.filter((word) => answer.has(word)).length / Math.max(1, asked.length);
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeLessThan(0.1);
});

/** Words of five letters and more, without their ends. */
function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, 5)));
}
