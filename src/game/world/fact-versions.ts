import type { ReadSet } from '../../contracts/game-strategy.js';
import type { World } from '../../contracts/match-view.js';
import { find } from './keyed.js';

export type BodyAspect = 'place' | 'health' | 'status';
export type FactKey =
  `${'fighter' | 'boss' | 'minion'}/${string}/${BodyAspect}` | `${'item' | 'objective' | 'strike'}/${string}`;

/** The version a fact has; 0 for what does not exist (any more). */
export function versionOf(world: World, key: string): number {
  const [kind = '', ...rest] = key.split('/');
  if (kind === 'item') return find(world.items, rest.join('/'))?.version ?? 0;
  if (kind === 'objective') return find(world.objectives, rest.join('/'))?.version ?? 0;
  if (kind === 'strike') return find(world.strikes, rest.join('/'))?.version ?? 0;
  const aspect = rest.pop();
  const body = bodyOf(world, kind, rest.join('/'));
  if (body === undefined) return 0;
  if (aspect === 'place') return body.versions.place;
  return aspect === 'health' ? body.versions.health : body.versions.status;
}

/** What is read, with the versions it has. */
export function readSetOf(world: World, keys: readonly FactKey[]): ReadSet {
  return Object.fromEntries(keys.map((key) => [key, versionOf(world, key)]));
}

/** The facts of a read set that have changed since. */
export function touched(world: World, readSet: ReadSet): string[] {
  return Object.keys(readSet).filter((key) => versionOf(world, key) !== readSet[key]);
}

function bodyOf(
  world: World,
  kind: string,
  id: string,
): { versions: Record<BodyAspect, number> } | undefined {
  if (kind === 'fighter') return find(world.fighters, id);
  return kind === 'boss' ? find(world.bosses, id) : find(world.minions, id);
}
