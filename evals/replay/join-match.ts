import { fileURLToPath } from 'node:url';
import type { LiveMatches } from '../../src/contracts/match-view.js';
import { readRecording } from '../arena/record-match.js';
import type { EvalCase } from '../cases/eval-case.js';
import type { Stage } from './stage.js';
import { tellEvents } from './tell-events.js';

/** A match of the case's user that goes on while they talk. */
export interface JoinedMatch {
  live: LiveMatches;
  /** Tells everything up to this game time, in milliseconds. */
  playUntil(t: number): Promise<void>;
  leave(): Promise<void>;
}

/** Where a recorded match is. */
export function recordingFile(name: string): string {
  return fileURLToPath(new URL(`../recordings/player/${name}.jsonl.gz`, import.meta.url));
}

/** Puts the user of the case into a recorded match in place of who played it. */
export async function joinMatch(stage: Stage, { match = '', user }: EvalCase): Promise<JoinedMatch> {
  const { ticks } = readRecording(recordingFile(match));
  const game = await stage.startGame();
  let told = 0;
  return {
    live: game.live,
    leave: game.stop,
    async playUntil(t) {
      const due = ticks.slice(told).filter((tick) => tick.t <= t);
      told += due.length;
      const events = due.flatMap((tick) => tick.events);
      await tellEvents(
        game,
        events.map((event) => ({ ...event, player: user })),
      );
    },
  };
}
