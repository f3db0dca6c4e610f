import type { JsonObject } from '../../contracts/json.js';
import { type MatchMemories } from '../../contracts/match-memory.js';
import type { GameNotes } from '../matches/game-notes.js';
import type { BookedMatch } from '../matches/shard-book.js';
import type { RecalledMatches } from './skills.js';

export interface RecallDeps {
  memories: MatchMemories;
  notes: Pick<GameNotes, 'away'>;
  /** Hands what is recalled to its match. */
  remember: (matchId: string, player: string, memory: JsonObject) => void;
}

/** What players' matches came to, recalled when a boss comes and added to when a match is over; nothing of a match waits for it. */
export interface Recalling {
  look(match: BookedMatch): void;
  /** The match is over, and that is on record. */
  ended(match: BookedMatch): void;
  stop(): void;
}

export function createRecalling({ memories, notes, remember }: RecallDeps): Recalling {
  const asked = new WeakMap<BookedMatch, Set<string>>();
  let stopped = false;
  const recall = async ({ lane, loss }: BookedMatch, player: string, boss: string): Promise<void> => {
    // Who remembers nothing now is not asked again: the rules play as ever.
    const records = await memories.matchesAgainst(player, boss).catch((error: unknown) => {
      notes.away(error);
      return [];
    });
    const memory: RecalledMatches = { boss, records };
    if (!loss.isLost && !stopped) remember(lane.matchId, player, memory);
  };
  return {
    look(match) {
      if (stopped || match.lane.broken) return;
      for (const [player, mind] of match.lane.state.minds) {
        const boss = mind.recall();
        if (boss === undefined) continue;
        const known = asked.get(match) ?? new Set();
        asked.set(match, known);
        const what = JSON.stringify([player, boss]);
        if (known.has(what)) continue;
        known.add(what);
        void recall(match, player, boss);
      }
    },
    ended({ lane }) {
      for (const mind of lane.state.minds.values()) {
        const lesson = mind.lesson();
        if (lesson !== undefined) memories.rememberMatch(lesson).catch(notes.away);
      }
    },
    stop: () => void (stopped = true),
  };
}
