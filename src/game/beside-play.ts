import { createLoopLoad } from '../core/loop-load.js';
import type { BookedMatch } from './matches/shard-book.js';
import type { ShardsAtPlay } from './matches/shards-at-play.js';
import { createWriting } from './speech/write-lines.js';
import type { PlayingParts } from './start-playing.js';
import { createConsulting, type Consulting } from './strategy/consult.js';
import { createRecalling } from './strategy/recall-matches.js';

/** What takes its time beside the playing, and hands what comes of it in as inputs of matches. */
export interface BesidePlay {
  /** Looks at what the minds of a match want to have done; called after each thing that was played. */
  look(match: BookedMatch): void;
  /** A match is over, and that is on record. */
  ended(match: BookedMatch): void;
  /** Begins nothing more. */
  stop(): void;
}

/** A line that is later than this is of no use to somebody who stands and waits. */
const LINE_LIMITS = { lineMs: 1_000, atOnce: 32 };
/** A run of the player graph takes some 45 ms of CPU: one after the other keeps a tenth of the thread that chat has, too. */
const ASK_APART_MS = 400;
/** Above this load of its event loop a process has no time for strategies: what is played waits in line as it is. */
const BUSY = 0.7;

/** What has worked before, questions to the strategist, and lines for NPCs. */
export function openBesidePlay(parts: PlayingParts, shards: ShardsAtPlay): BesidePlay {
  const { lineWriter, memories, notes } = parts;
  const recalling = memories && createRecalling({ memories, notes, remember: shards.remember });
  const writing =
    lineWriter && createWriting({ writer: lineWriter, limits: LINE_LIMITS, notes, say: shards.say });
  const all = [recalling, openConsulting(parts, shards), writing].filter((one) => one !== undefined);
  return {
    ended: (match) => recalling?.ended(match),
    look(match) {
      for (const one of all) one.look(match);
    },
    stop() {
      for (const one of all) one.stop();
    },
  };
}

function openConsulting(
  { strategist, settings, notes, now, hasTime = whileNotBusy() }: PlayingParts,
  { advise }: ShardsAtPlay,
): Consulting | undefined {
  if (strategist === undefined || settings.asksAtOnce === 0) return undefined;
  const limits = { answerMs: settings.answerMs, atOnce: settings.asksAtOnce, apartMs: ASK_APART_MS };
  return createConsulting({ strategist, limits, notes, advise, now, hasTime });
}

function whileNotBusy(): () => boolean {
  const load = createLoopLoad();
  return () => load() < BUSY;
}
