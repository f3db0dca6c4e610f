import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { GameAction } from '../../src/contracts/game-action.js';
import { GameEventEnvelope, type KnownGameEvent } from '../../src/contracts/game-event.js';

/** The first line of a recording: how it was made. */
export const RecordingHead = z.object({
  boss: z.string(),
  seed: z.int(),
  policy: z.string(),
  outcome: z.enum(['won', 'lost', 'abandoned']),
});
export type RecordingHead = z.infer<typeof RecordingHead>;

/** One tick in which something happened; the actions are what was answered to it. */
export const RecordedTick = z.object({
  t: z.number(),
  events: z.array(GameEventEnvelope),
  actions: z.array(GameAction),
});
export type RecordedTick = z.infer<typeof RecordedTick>;

export interface Tick {
  t: number;
  events: readonly KnownGameEvent[];
  actions: readonly GameAction[];
}

/** Writes a match as gzipped lines of JSON: the head, then a line a tick. */
export function writeRecording(file: string, head: RecordingHead, ticks: readonly Tick[]): void {
  const lines = [head, ...ticks].map((line) => JSON.stringify(line));
  writeFileSync(file, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
}

export function readRecording(file: string): { head: RecordingHead; ticks: RecordedTick[] } {
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return {
    head: RecordingHead.parse(JSON.parse(head)),
    ticks: lines.map((line) => RecordedTick.parse(JSON.parse(line))),
  };
}
