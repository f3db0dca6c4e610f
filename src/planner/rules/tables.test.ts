import { describe, expect, it } from 'vitest';
import { Mode } from '../../contracts/mode.js';
import { readExamples } from '../meaning/examples.js';
import { OUT_OF_SCOPE } from '../meaning/meaning.js';
import { BLIND_PHRASES, DEFAULT_INTENT, INTENTS } from './data/intents.js';
import { SMALL_TALK } from './data/small-talk.js';
import { TILES, TILE_OF_SPECIALIST } from './data/tiles.js';
import { FAMILIES, NOT_TYPOS, TYPO_TARGETS } from './data/words.js';
import { SPECIALISTS } from './specialists.js';
import { TEMPLATES } from './templates/registry.js';
import { compilePhrase } from './text/phrase.js';
import { correctTypo } from './text/typos.js';

const NAMES = INTENTS.map(({ name }) => name);

it('has each intent once, and every one it absorbs or falls back on exists', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  const referred = [
    ...INTENTS.flatMap(({ absorbs }) => absorbs),
    ...Object.values(DEFAULT_INTENT).map(({ intent }) => intent),
  ];
  expect(referred.filter((name) => !NAMES.includes(name))).toEqual([]);
});

it.each(Mode.options)('serves what is meant in %s mode by a specialist and a template that exist', (mode) => {
  for (const { name, serve } of INTENTS) {
    const serving = serve[mode];
    if (serving === undefined) continue;
    expect([name, SPECIALISTS[mode]]).toEqual([name, expect.arrayContaining([serving.specialist])]);
    expect([name, TEMPLATES.has(serving.template)]).toEqual([name, true]);
    expect(serving.handoff).not.toBe(mode);
  }
});

describe.each(Mode.options)('in %s mode', (mode) => {
  const byMeaning = readExamples().filter(({ modes }) => modes.includes(mode));
  const meant = new Set([
    ...INTENTS.filter(({ evidence }) => evidence.some(({ modes }) => modes?.includes(mode) ?? true)).map(
      ({ name }) => name,
    ),
    ...byMeaning.map(({ intent }) => (mode === 'player' && intent === OUT_OF_SCOPE ? 'npc.talk' : intent)),
    DEFAULT_INTENT[mode].intent,
    'chat.language',
    'chat.nonsense',
  ]);

  it('an intent is served just where a phrase, an example or nothing at all can mean it', () => {
    const served = INTENTS.flatMap(({ name, serve }) => (serve[mode] === undefined ? [] : [name]));
    expect(served.sort()).toEqual([...meant].sort());
  });
});

it('uses every template and every specialist', () => {
  const served = INTENTS.flatMap(({ serve }) => Object.values(serve));
  expect([...TEMPLATES.keys()].filter((name) => !served.some(({ template }) => template === name))).toEqual(
    [],
  );
  for (const mode of Mode.options) {
    const used = new Set(INTENTS.map(({ serve }) => serve[mode]?.specialist));
    expect(SPECIALISTS[mode].filter((name) => !used.has(name))).toEqual([]);
  }
});

it('has only phrases that compile, with weights that mean something', () => {
  for (const [, phrase] of BLIND_PHRASES) compilePhrase(phrase);
  for (const { phrase, weight } of INTENTS.flatMap(({ evidence }) => evidence)) {
    expect(compilePhrase(phrase).elements.length).toBeGreaterThan(0);
    expect(weight).toBeGreaterThan(0.5);
    expect(weight).toBeLessThan(1);
  }
});

it('refuses phrases with families or classes it does not know', () => {
  expect(() => compilePhrase('@nosuch thing')).toThrow('@nosuch');
  expect(() => compilePhrase('%nosuch thing')).toThrow('%nosuch');
});

it('points every helm specialist to a tile that exists', () => {
  expect(Object.keys(TILE_OF_SPECIALIST).sort()).toEqual([...SPECIALISTS.helm].sort());
  expect(Object.values(TILE_OF_SPECIALIST).filter((to) => !TILES.some((tile) => tile.to === to))).toEqual([]);
});

it('has words for all small talk', () => {
  expect(Object.keys(SMALL_TALK).filter((name) => !TEMPLATES.has(name))).toEqual([]);
});

it('corrects only long key words, and never the word of another family', () => {
  expect(TYPO_TARGETS.filter((target) => target.length < 6)).toEqual([]);
  for (const word of [...Object.values(FAMILIES).flat(), ...NOT_TYPOS]) expect(correctTypo(word)).toBe(word);
});

it.each([
  ['refnd', 'refund'],
  ['refudn', 'refund'],
  ['reefund', 'refund'],
  ['purchace', 'purchase'],
  ['recieptt', 'recieptt'],
  ['passwrod', 'password'],
  ['strategey', 'strategy'],
  ['border', 'border'],
  ['borders', 'borders'],
  ['restore', 'restore'],
  ['cancer', 'cancer'],
  ['stories', 'stories'],
])('reads %s as %s', (word, meant) => {
  expect(correctTypo(word)).toBe(meant);
});
