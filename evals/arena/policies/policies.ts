import { createAsi } from './asi.js';
import { createAsiWithStrategist } from './asi-with-strategist.js';
import { createFollow } from './follow.js';
import { createGreedy } from './greedy.js';
import { createIdle } from './idle.js';
import type { CreatePolicy } from './policy.js';
import { createRandom } from './random.js';

/** Whoever can command the allies, by name. */
export const POLICIES: ReadonlyMap<string, CreatePolicy> = new Map([
  ['asi', createAsi],
  ['asi-strategist', createAsiWithStrategist],
  ['random', createRandom],
  ['greedy', createGreedy],
  ['follow', createFollow],
  ['idle', createIdle],
]);

export function policyNamed(name: string): CreatePolicy {
  const create = POLICIES.get(name);
  if (create === undefined)
    throw new Error(`No policy ${name}; there are ${[...POLICIES.keys()].join(', ')}`);
  return create;
}
