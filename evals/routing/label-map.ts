import { z } from 'zod';
import type { Routed } from './ask-router.js';

/** By label of the data set: a specialist, an intent, the beginning of intents (`order`), several of them, or `oos`. */
export const LabelMap = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));
export type LabelMap = z.infer<typeof LabelMap>;

export const OOS = 'oos';

/** What a label may be routed to; `*` stands for the labels the map does not name. */
export function targetsOf(map: LabelMap, label: string): readonly string[] | undefined {
  const target = (Object.hasOwn(map, label) ? map[label] : undefined) ?? map['*'];
  return typeof target === 'string' ? [target] : target;
}

/** A named intent counts before the specialist: to be turned away is right only where the label is out of scope. */
export function isRight(routed: Routed, targets: readonly string[]): boolean {
  return targets.some((target) => {
    if (target === OOS) return routed.refused;
    if (routed.intent === 'chat.offtopic') return target === routed.intent;
    return target === routed.specialist || target === routed.intent || routed.intent.startsWith(`${target}.`);
  });
}
