import type { RunEvent } from '../../contracts/run-event.js';
import { diff, type Change } from './diff.js';
import { momentsOf, type Moment } from './moments.js';

/** The same thing in a run and its fork, or what only one of them has. */
export interface Pair {
  key: string;
  title: string;
  parent: Moment | undefined;
  fork: Moment | undefined;
  same: boolean;
  /** What is different, where both have it. */
  changes: Change[];
}

/**
 * A run and its fork side by side, in the order of the run; what only the fork has stands behind what it followed there. Calls
 * belong together by step and tool, then by tool alone: another plan numbers its steps anew.
 */
export function alignRuns(parent: readonly RunEvent[], fork: readonly RunEvent[]): Pair[] {
  const [ours, theirs] = [momentsOf(parent), momentsOf(fork)];
  const partners = partnersOf(ours, theirs);
  const pairs: Pair[] = [];
  let next = 0;
  const takeOwn = (until: number): void => {
    for (; next < until; next += 1) {
      const own = theirs[next];
      if (own !== undefined && !partners.taken.has(own)) pairs.push(toPair(undefined, own));
    }
  };
  for (const moment of ours) {
    const partner = partners.of.get(moment);
    if (partner !== undefined) takeOwn(theirs.indexOf(partner));
    pairs.push(toPair(moment, partner));
  }
  takeOwn(theirs.length);
  return pairs;
}

/** What is different first, else in the order of the runs. */
export function differencesFirst(pairs: readonly Pair[]): Pair[] {
  return [...pairs.filter(({ same }) => !same), ...pairs.filter(({ same }) => same)];
}

interface Partners {
  of: Map<Moment, Moment>;
  taken: Set<Moment>;
}

function partnersOf(ours: readonly Moment[], theirs: readonly Moment[]): Partners {
  const of = new Map<Moment, Moment>();
  const taken = new Set<Moment>();
  const join = (fits: (one: Moment, other: Moment) => boolean): void => {
    for (const one of ours) {
      if (of.has(one)) continue;
      const other = theirs.find((candidate) => !taken.has(candidate) && fits(one, candidate));
      if (other === undefined) continue;
      of.set(one, other);
      taken.add(other);
    }
  };
  join((one, other) => one.key === other.key && one.what === other.what);
  join((one, other) => one.kind === 'call' && one.what === other.what);
  return { of, taken };
}

function toPair(parent: Moment | undefined, fork: Moment | undefined): Pair {
  const one = parent ?? fork;
  const changes = parent === undefined || fork === undefined ? [] : diff(parent.value, fork.value);
  const same = parent !== undefined && fork !== undefined && changes.length === 0;
  return {
    key: `${parent?.key ?? '-'}|${fork?.key ?? '-'}`,
    title: one?.title ?? '',
    parent,
    fork,
    same,
    changes,
  };
}
