import type { JsonValue } from '../../../src/contracts/json.js';
import { hashOf } from '../../../src/core/ids.js';
import type { Moment } from '../../cases/match-case.js';
import { differences, plainJson } from '../compare.js';
import type { Finding } from '../scorer.js';
import type { MatchScorer, PlayedMatch } from './match-scorer.js';

/** How many actions of each kind were given out over the whole match. */
export const actionCounts: MatchScorer = {
  name: 'actions',
  judge({ actions: expected }, match) {
    if (expected === undefined) return undefined;
    const counts = countsOf(match);
    return Object.entries(plainJson(expected)).flatMap(([name, count]) =>
      differ(`${name}, over the whole match`, count, counts[name] ?? 0),
    );
  },
};

/** What has to be done, or must not be, while something happens in the match. */
export const moments: MatchScorer = {
  name: 'moments',
  judge: ({ moments: expected }, match) => expected?.flatMap((moment) => judgeMoment(moment, match)),
};

/** Every action with its time, in order: for a match that is to be played again exactly as it was. */
export const digest: MatchScorer = {
  name: 'digest',
  judge: ({ digest: expected }, match) =>
    expected === undefined ? undefined : differ('every action with its time', expected, digestOf(match)),
};

export function countsOf({ actions }: PlayedMatch): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of actions) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

export function digestOf({ actions }: PlayedMatch): string {
  return hashOf(actions).slice(0, 16);
}

function judgeMoment({ count, ...moment }: Moment, { actions }: PlayedMatch): Finding[] {
  const kinds: readonly string[] = [moment.action].flat();
  const meanwhile = actions.filter(({ t_game }) => t_game >= moment.from && t_game <= moment.to);
  const fitting = meanwhile.filter(
    ({ action, actor, target, layer }) =>
      kinds.includes(action) &&
      (moment.actor ?? actor) === actor &&
      (moment.target ?? target) === target &&
      (moment.layer ?? layer) === layer,
  );
  const who = moment.actor === undefined ? '' : ` by ${moment.actor}`;
  const what = `${kinds.join(' or ')}${who} from ${moment.from} to ${moment.to} ms: ${moment.why}`;
  const wrong = differ(what, plainJson({ count })['count'] ?? null, fitting.length);
  // Without what was done instead nobody would know where to look.
  return wrong.map((finding) => ({ ...finding, got: { count: fitting.length, done: toLines(meanwhile) } }));
}

const MOST_LINES = 12;

function toLines(actions: PlayedMatch['actions']): string[] {
  return actions
    .slice(0, MOST_LINES)
    .map(({ t_game, actor, action, reason }) => `${t_game} ${actor} ${action}: ${reason}`);
}

export function differ(what: string, expected: JsonValue, got: JsonValue): Finding[] {
  return differences(expected, got, 'exact').map((one) => ({
    what: one.path === '' ? what : `${what}, ${one.path}`,
    expected: one.expected,
    got: one.got ?? null,
  }));
}
