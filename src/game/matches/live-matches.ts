import { MatchView, type LiveMatches } from '../../contracts/match-view.js';
import type { ShardsAtPlay } from './shards-at-play.js';

/** The matches that are played in this thread; of several of one player, the one that something came in for last. */
export function createLiveMatches({ books }: Pick<ShardsAtPlay, 'books'>): LiveMatches {
  return {
    of(playerId) {
      const [latest] = [...books.values()]
        .flatMap(({ matches }) => [...matches.values()])
        .filter(({ lane }) => lane.state.outcome === null && lane.state.minds.has(playerId))
        .toSorted((a, b) => b.touchedAt - a.touchedAt);
      // Another kind of mind may show something else.
      const read = MatchView.safeParse(latest?.lane.state.minds.get(playerId)?.view());
      return Promise.resolve(read.success ? read.data : undefined);
    },
  };
}
