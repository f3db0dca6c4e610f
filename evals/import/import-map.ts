import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Mode } from '../../src/contracts/mode.js';
import { SPECIALISTS } from '../../src/planner/rules/specialists.js';
import { INTENTS } from '../../src/planner/rules/data/intents.js';
import { InputError } from '../command.js';
import { LabelMap, OOS, targetsOf } from '../routing/label-map.js';

/** What another set's words mean here, as YAML or JSON. */
export const ImportMap = z.strictObject({
  mode: Mode.default('support'),
  /** By label: a specialist, an intent, the beginning of intents (`order`), several of them, or `oos`; `*` for all others. */
  labels: LabelMap.default({}),
  /** By name of their tools: ours. What is not named is not expected. */
  tools: z.record(z.string(), z.string()).default({}),
});
export type ImportMap = z.infer<typeof ImportMap>;

export function readImportMap(file: string): ImportMap {
  return ImportMap.parse(parse(readFileSync(file, 'utf8')));
}

const OUT_OF_SCOPE = 'chat.offtopic';

/** What is expected of the route of a message with this label; undefined where the map does not know it. */
export function routeFor(
  { mode, labels }: ImportMap,
  label: string,
): { specialist: string[] } | { intent: string[] } | undefined {
  const targets = targetsOf(labels, label);
  if (targets === undefined) return undefined;
  if (targets.every((target) => SPECIALISTS[mode].includes(target))) return { specialist: [...targets] };
  const intents = targets.flatMap((target) => (target === OOS ? [OUT_OF_SCOPE] : intentsLike(target)));
  if (intents.length === 0)
    throw new InputError(`The map sends "${label}" to ${targets.join(', ')}, which is nothing here`);
  return { intent: [...new Set(intents)] };
}

function intentsLike(target: string): string[] {
  return INTENTS.map(({ name }) => name).filter((name) => name === target || name.startsWith(`${target}.`));
}
