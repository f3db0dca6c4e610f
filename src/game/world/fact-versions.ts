import type { ReadSet } from '../../contracts/game-strategy.js';
import type { World } from '../../contracts/match-view.js';
import { find } from './keyed.js';

export type BodyAspect = 'place' | 'health' | 'status';
export type FactKey =
  `${'fighter' | 'boss' | 'minion'}/${string}/${BodyAspect}` | `${'item' | 'objective' | 'strike'}/${string}`;

/** The version a fact has; 0 for what does not exist (any more). */
export function versionOf(world: World, key: string): number {
  const [first, last] = [key.indexOf('/'), key.lastIndexOf('/')];
  if (first < 0) return 0;
  const kind = key.slice(0, first);
  const id = key.slice(first + 1);
  if (kind === 'item') return find(world.items, id)?.version ?? 0;
  if (kind === 'objective') return find(world.objectives, id)?.version ?? 0;
  if (kind === 'strike') return find(world.strikes, id)?.version ?? 0;
  const aspect = key.slice(last + 1);
  const body = bodyOf(world, kind, key.slice(first + 1, last));
  if (body === undefined) return 0;
  if (aspect === 'place') return body.versions.place;
  return aspect === 'health' ? body.versions.health : body.versions.status;
}

/** What is read, with the versions it has. */
export function readSetOf(world: World, keys: readonly FactKey[]): ReadSet {
  const versions: ReadSet = {};
  for (const key of keys) versions[key] = versionOf(world, key);
  return versions;
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
