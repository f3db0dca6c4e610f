import type { SnapshotLimits } from './delivery/take-unwritten.js';
import type { PlayLimits } from './matches/play-loop.js';
import type { PlayingLimits } from './matches/shards-at-play.js';
import type { TendingLimits } from './matches/tend-matches.js';

/** What is the same everywhere; what differs between installations is a setting. */
export const GAME_LIMITS = {
  heldEvents: 64,
  heldGameMs: 1_000,
  lagging: 64,
  lagTickMs: 500,
  maxSources: 16,
  maxMinds: 16,
  maxMatches: 5_000,
  busy: 192,
  snapshotRecords: 512,
  snapshotEntries: 10_000,
  snapshotsAtOnce: 4,
  sliceMs: 5,
  inputsAtOnce: 16,
  lingerMs: 5_000,
  silentMs: 10 * 60_000,
} as const satisfies Omit<PlayingLimits, 'tickMs'> &
  SnapshotLimits &
  PlayLimits &
  Omit<TendingLimits, 'gapWaitMs'>;
