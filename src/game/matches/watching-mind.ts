import type { JsonObject } from '../../contracts/json.js';
import type { MakeMind } from './played-mind.js';

interface Watched {
  t_game: number;
  events: number;
  /** The latest, newest last. */
  latest: JsonObject[];
}

const LATEST = 20;

/** A mind that watches a match and tells of it, and does nothing: matches can be recorded before anybody plays them. */
export const makeWatchingMind: MakeMind = ({ snapshot }) => {
  const watched: Watched =
    snapshot === undefined
      ? { t_game: 0, events: 0, latest: [] }
      : (structuredClone(snapshot) as unknown as Watched);
  const toJson = (): JsonObject => structuredClone(watched) as unknown as JsonObject;
  return {
    observe({ source, seq, type, t_game: t }) {
      watched.t_game = Math.max(watched.t_game, t);
      watched.events += 1;
      watched.latest = [...watched.latest, { source, seq, type, t_game: t }].slice(-LATEST);
      return [];
    },
    tick: () => [],
    advise: () => ({ accepted: false, reason: 'it only watches' }),
    question: () => undefined,
    view: toJson,
    plan: () => undefined,
    snapshot: toJson,
  };
};
