import { afterAll, describe, expect, test } from 'vitest';
import { HashEmbeddings } from '../../src/llm/embeddings/hash-embeddings.js';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import { readExamples } from '../../src/planner/meaning/examples.js';
import { openMeaning } from '../../src/planner/meaning/open-meaning.js';
import { intentOf } from '../../src/planner/rules/understand/find-wishes.js';
import { createAskRouter } from './ask-router.js';
import { OOS } from './label-map.js';
import { measure, readUtterances } from './own-set.js';

const utterances = readUtterances('utterances');
const calibration = readUtterances('calibration');
const { embeddings } = openEmbeddings({ remote: undefined });
const hasModel = !embeddings.model.name.startsWith('hash');
afterAll(() => embeddings.close());

describe('the set', () => {
  test('has 800 sentences, 200 of them about something else, and only intents that there are', () => {
    expect(utterances.length).toBeGreaterThanOrEqual(800);
    expect(utterances.filter(({ intent }) => intent === OOS).length).toBeGreaterThanOrEqual(200);
    const unknown = [...utterances, ...calibration].filter(
      ({ intent }) => intent !== OOS && intentOf(intent) === undefined,
    );
    expect(unknown).toEqual([]);
  });

  test('shares hardly a sentence with the examples or with what limits are chosen on', () => {
    const others = [...readExamples().flatMap(({ texts }) => texts), ...calibration.map(({ text }) => text)];
    const known = others.map((text) => pairsOf(text));
    const copies = utterances.filter(({ text }) => {
      const own = pairsOf(text);
      return own.size >= 4 && known.some((other) => likeness(own, other) > 0.8);
    });
    expect(copies).toEqual([]);
  });
});

/** What was measured, less a point: a change that costs more must say why. */
test.runIf(hasModel)(
  'meaning finds the right specialist and turns away the rest',
  async () => {
    const measured = await measure(utterances, createAskRouter(await openMeaning(embeddings, 60_000)));
    expect(measured.specialist).toBeGreaterThanOrEqual(94);
    expect(measured.intent).toBeGreaterThanOrEqual(86.3);
    expect(measured.outOfScope.recallAt95).toBeGreaterThanOrEqual(89.6);
    expect(measured.falselyRefused).toBeLessThanOrEqual(2.3);
  },
  120_000,
);

test('without a model the hash of words still helps', async () => {
  const some = utterances.filter((_, index) => index % 4 === 0);
  const keywords = await measure(some, createAskRouter());
  const hash = await measure(some, createAskRouter(await openMeaning(new HashEmbeddings(), 60_000)));
  expect(hash.specialist).toBeGreaterThan(keywords.specialist + 15);
}, 120_000);

function pairsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((word, place) => `${word} ${words[place + 1] ?? ''}`));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return shared / (a.size + b.size - shared);
}
