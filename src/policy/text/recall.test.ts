import { describe, expect, test } from 'vitest';
import { createDice } from './fixtures/dice.js';
import type { Dice } from './fixtures/dice.js';
import { HARMLESS_KINDS, harmlessMessage } from './fixtures/harmless.js';
import { KEY_KINDS, cardSample, ibanSample, keySample, phraseSample } from './fixtures/secrets.js';
import type { Sample } from './fixtures/secrets.js';
import {
  addressPasswordSample,
  cvvSample,
  namedKeySample,
  passwordSample,
  pinSample,
  privateKeySample,
} from './fixtures/stated-secrets.js';
import { kindOf } from './finding.js';
import { redactText } from './redact.js';
import { scanText } from './scan.js';

const SEED = Number(process.env['SEED'] ?? 20_260_801);

/** Every sample must lie whole inside findings that are secrets. */
function missesOf(samples: Sample[]): Sample[] {
  return samples.filter(
    ({ text, start, end }) =>
      !scanText(text).findings.some(
        (finding) => kindOf(finding.class) === 'secret' && finding.start <= start && finding.end >= end,
      ),
  );
}

function samplesOf(count: number, make: (dice: Dice, index: number) => Sample): Sample[] {
  const dice = createDice(SEED);
  return Array.from({ length: count }, (_, index) => make(dice, index));
}

function reportOf(name: string, misses: Sample[], total: number): string {
  const examples = misses
    .slice(0, 5)
    .map(({ kind, text }) => `${kind}: ${JSON.stringify(text.slice(0, 120))}`);
  return `${name}: ${total - misses.length} of ${total} found, seed ${SEED}\n${examples.join('\n')}`;
}

describe('at least 99 of 100 secrets are found whole', () => {
  test.each<[string, number, (dice: Dice, index: number) => Sample]>([
    ['cards', 5_000, cardSample],
    ['seed phrases', 2_000, phraseSample],
    [
      'key families',
      KEY_KINDS.length * 60,
      (dice, index) => keySample(dice, KEY_KINDS[index % KEY_KINDS.length] ?? ''),
    ],
    ['named keys', 600, namedKeySample],
    ['private keys', 600, privateKeySample],
    ['passwords', 1_500, passwordSample],
    ['pins and codes', 400, pinSample],
    ['passwords in addresses', 300, addressPasswordSample],
    ['bank accounts', 1_000, ibanSample],
    ['security codes', 300, cvvSample],
  ])('%s', (name, count, make) => {
    const misses = missesOf(samplesOf(count, make));
    const report = reportOf(name, misses, count);
    process.stdout.write(`${report.split('\n')[0]}\n`);
    expect(misses.length / count, report).toBeLessThanOrEqual(0.01);
  });

  test('every key family on its own', () => {
    for (const kind of KEY_KINDS) {
      const samples = samplesOf(60, (dice) => keySample(dice, kind));
      expect(missesOf(samples).length, `${kind}, seed ${SEED}`).toBe(0);
    }
  });
});

test('at most 1 of 100 harmless messages that mention secrets is touched', () => {
  const dice = createDice(SEED);
  const messages = Array.from({ length: 2_000 }, (_, index) => harmlessMessage(dice, index));
  const touched = messages
    .map((text) => redactText(text).text)
    .filter((text, index) => text !== messages[index]);
  const report = `${touched.length} of 2000 touched (${HARMLESS_KINDS} kinds), seed ${SEED}`;
  process.stdout.write(`harmless: ${report}\n`);
  expect(
    touched.length / messages.length,
    `${report}\n${touched.slice(0, 8).join('\n')}`,
  ).toBeLessThanOrEqual(0.01);
});
