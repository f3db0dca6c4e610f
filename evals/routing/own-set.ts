import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Mode } from '../../src/contracts/mode.js';
import { intentOf } from '../../src/planner/rules/understand/find-wishes.js';
import type { AskRouter, Routed } from './ask-router.js';
import { outOfScopeFigures, percent, sharesBy, type OutOfScopeFigures, type Share } from './figures.js';
import { OOS } from './label-map.js';

const Utterance = z.object({ mode: Mode, intent: z.string(), text: z.string().min(1) });
export type Utterance = z.infer<typeof Utterance>;

/** `utterances` is what is measured; `calibration` is what limits are chosen on. Neither holds an example. */
export function readUtterances(name: 'utterances' | 'calibration'): Utterance[] {
  const lines = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => Utterance.parse(JSON.parse(line)));
}

export interface Measured {
  n: number;
  specialist: number;
  intent: number;
  /** Turned away although it is something we do; in percent. */
  falselyRefused: number;
  /** Turned away as they should be. */
  refused: number;
  outOfScope: OutOfScopeFigures;
  byMode: Share[];
  bySpecialist: Share[];
  byIntent: Share[];
  wrong: { text: string; wanted: string; got: string }[];
}

/** As many as the embeddings take together; more would only wait. */
const AT_ONCE = 8;

interface Answered extends Utterance {
  routed: Routed;
}

/** Routes every utterance. Accuracy is of those in scope; one that is turned away counts as wrong. */
export async function measure(utterances: readonly Utterance[], ask: AskRouter): Promise<Measured> {
  const all: Answered[] = [];
  for (let start = 0; start < utterances.length; start += AT_ONCE) {
    const some = utterances.slice(start, start + AT_ONCE);
    all.push(
      ...(await Promise.all(some.map(async (one) => ({ ...one, routed: await ask(one.text, one.mode) })))),
    );
  }
  const known = all.filter(({ intent }) => intent !== OOS);
  const outside = all.filter(({ intent }) => intent === OOS);
  return {
    n: all.length,
    specialist: percent(known.filter(isPlaced).length, known.length),
    intent: percent(known.filter(isMeant).length, known.length),
    falselyRefused: percent(known.filter(({ routed }) => routed.refused).length, known.length),
    refused: percent(outside.filter(({ routed }) => routed.refused).length, outside.length),
    outOfScope: outOfScopeFigures(
      known.map(({ routed }) => routed.inScope),
      outside.map(({ routed }) => routed.inScope),
    ),
    byMode: sharesBy(known, ({ mode }) => mode, isPlaced),
    bySpecialist: sharesBy(known, (one) => `${one.mode} ${specialistOf(one)}`, isPlaced),
    byIntent: sharesBy(known, ({ intent }) => intent, isMeant),
    wrong: known
      .filter((one) => !isMeant(one))
      .map(({ text, intent, routed }) => ({ text, wanted: intent, got: routed.intent })),
  };
}

function specialistOf({ intent, mode }: Utterance): string {
  return intentOf(intent)?.serve[mode]?.specialist ?? '';
}

function isPlaced(one: Answered): boolean {
  return one.routed.specialist === specialistOf(one) && one.routed.intent !== 'chat.offtopic';
}

function isMeant({ intent, routed }: Answered): boolean {
  return routed.intent === intent;
}
